namespace Tenantry.Grains;

[GrainType("access-policy")]
internal sealed partial class AccessPolicyGrain(
    [PersistentState("record")] IPersistentState<Record<AccessPolicyState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<AccessPolicyState>(storage, surroundings), IAccessPolicyGrain
{
    private static readonly Verdict Stranger = new() { Ruling = Ruling.Stranger };
    private static readonly Verdict Denied = new() { Ruling = Ruling.Denied };
    private static readonly Verdict Suspended = new() { Ruling = Ruling.Suspended };

    // Not stored: the organization is the truth, and tells of every change while this activation lives.
    private OrganizationTerms? _terms;

    private OrganizationId Id => OrganizationId.Wrap(this.GetPrimaryKeyString());

    public async ValueTask<Verdict> Judge(UserId user, Permission permission, ProjectId? project)
    {
        if (await Grains.Membership(Id, user).GetAccess() is not { } access || await Terms() is not { } terms)
            return Stranger;

        return !access.Roles.Role!.Value.Grants(permission) ? Denied
            : terms.Status == OrganizationStatus.Suspended && !permission.Rule().HoldsWhileSuspended ? Suspended
            : Verdict.Allowed;
    }

    public async Task<Result<Done>> MayGrant(UserId user, RoleSet roles)
        => await Grains.Membership(Id, user).GetAccess() is not { } access ? Errors.OrganizationNotFound(Id)
            : access.Roles.Role < roles.Role ? Errors.RoleAboveOwn()
            : new Done();

    public Task Follow(OrganizationTerms terms)
    {
        if (_terms is null || terms.Ordinal > _terms.Ordinal)
            _terms = terms;
        return Task.CompletedTask;
    }

    private async ValueTask<OrganizationTerms?> Terms()
    {
        if (_terms is { } known)
            return known;
        // What was told meanwhile may be newer than the answer.
        if (await Grains.Organization(Id).GetTerms() is { } answer && (_terms is null || answer.Ordinal > _terms.Ordinal))
            _terms = answer;
        return _terms;
    }
}
