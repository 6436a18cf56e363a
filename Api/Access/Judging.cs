namespace Tenantry.Api;

/// <summary>Asks an organization about a caller, of whichever kind.</summary>
internal static class Judging
{
    private static readonly Verdict Stranger = new() { Ruling = Ruling.Stranger };

    /// <summary>Whether the caller has a permission. An organization's key is a stranger everywhere else, a key of the platform nowhere.</summary>
    public static ValueTask<Verdict> Judge(
        this IGrainFactory grains, OrganizationId organization, Caller caller, Permission permission, ProjectId? project = null)
        => !caller.IsKey ? grains.AccessPolicy(organization).Judge(caller.User, caller.SecondFactor, permission, project)
            : caller.Organization is { } own && own != organization ? new(Stranger)
            : grains.AccessPolicy(organization).JudgeKey(caller.Has(permission.Name()), permission, project);
}
