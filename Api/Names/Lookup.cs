namespace Tenantry.Api;

/// <summary>
/// Finds organizations by other names than their id. Who may not see one is told the same as if there were none: the answer must
/// not tell that a name is taken, and by whom.
/// </summary>
internal static class Lookup
{
    /// <summary>The organization with this slug, to its members.</summary>
    public static Task<LookupAnswer> FindBySlug(this IGrainFactory grains, string slug, Caller caller)
        => grains.Find(SlugClaim(slug), caller, "/v1/organizations/by-slug/");

    /// <summary>The organization with this slug, to operators.</summary>
    public static Task<LookupAnswer> FindBySlug(this IGrainFactory grains, string slug)
        => grains.Find(SlugClaim(slug), member: null, "/v1/admin/organizations/by-slug/");

    /// <summary>The organization with this external id, to its members.</summary>
    public static Task<LookupAnswer> FindByExternalId(this IGrainFactory grains, string externalId, Caller caller)
        => grains.Find(GrainKeys.ExternalIdClaimKey(externalId), caller, slugs: null);

    /// <summary>The organization with this external id, to operators.</summary>
    public static Task<LookupAnswer> FindByExternalId(this IGrainFactory grains, string externalId)
        => grains.Find(GrainKeys.ExternalIdClaimKey(externalId), member: null, slugs: null);

    /// <summary>The organization that has a claim; null when there is none.</summary>
    public static async Task<OrganizationId?> OwnerOf(this IGrainFactory grains, string claim)
        => await grains.Claim(claim).Get() is { } held && TypedId.TryParse<OrganizationId>(held.Owner, out var owner) ? owner : null;

    private static string? SlugClaim(string slug) => Slug.TryNormalize(slug, out var normalized) ? GrainKeys.SlugClaimKey(normalized) : null;

    private static async Task<LookupAnswer> Find(this IGrainFactory grains, string? claim, Caller? member, string? slugs)
    {
        if (claim is null || await grains.OwnerOf(claim) is not { } owner)
            return Nothing();
        if (member is { } caller && (await grains.Judge(owner, caller, Permission.OrganizationRead)).Ruling != Ruling.Allowed)
            return Nothing();
        if (await grains.Organization(owner).FindByName(claim) is not { } found)
            return Nothing();

        return new(null, found.Organization, found.Moved ? slugs + found.Organization.Slug : null) { Tag = EntityTag.Of(found.Organization.Revision) };
    }

    private static LookupAnswer Nothing() => new(Errors.OrganizationNotFound(), null, null);
}
