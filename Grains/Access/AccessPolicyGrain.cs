namespace Tenantry.Grains;

[GrainType("access-policy")]
internal sealed partial class AccessPolicyGrain(
    [PersistentState("record")] IPersistentState<Record<AccessPolicyState>> storage, AggregateSurroundings surroundings, IRecordStore store, LocalMembers local)
    : AggregateGrain<AccessPolicyState>(storage, surroundings), IAccessPolicyGrain
{
    // Not stored: the organization is the truth, and tells of every change while this activation lives.
    private OrganizationTerms? _terms;

    private OrganizationId Id => OrganizationId.Wrap(this.GetPrimaryKeyString());

    public async ValueTask<Verdict> Judge(UserId user, bool secondFactor, Permission permission, ProjectId? project)
    {
        var demand = Demand.Of(permission);
        if (await Member(user) is not { } member || await Terms() is not { } terms)
            return AccessRules.Stranger;

        var facts = new AccessFacts
        {
            Member = member,
            Policy = State,
            Terms = terms,
            HasFeature = demand.Feature is not { } feature || await Has(feature, terms),
            Project = project,
            WithoutSecondFactor = !secondFactor,
        };
        if (AccessRules.NeedsProject(demand, facts))
            facts = facts with { ProjectAccess = await Grains.Project(Id, project!.Value).GetAccess() };
        return AccessRules.Judge(demand, facts);
    }

    public async Task<Result<Done>> MayGrant(UserId user, RoleSet roles)
    {
        if (await Member(user) is not { } member) return Errors.OrganizationNotFound(Id);
        foreach (var key in roles.CustomRoles)
        {
            if (!State.CustomRoles.ContainsKey(key)) return Errors.RoleNotFound(key);
        }

        var highest = AccessRules.HighestRole(member, State);
        return roles.Role > highest || !await HoldsAll(member, highest, roles.CustomRoles.SelectMany(key => State.CustomRoles[key].Permissions))
            ? Errors.RoleAboveOwn()
            : new Done();
    }

    public Task Follow(OrganizationTerms terms)
    {
        if (_terms is null || terms.Ordinal > _terms.Ordinal)
            _terms = terms;
        return Task.CompletedTask;
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    /// <summary>Whether a member has all these permissions. Admins do, also those that only custom roles grant, or nobody could give them.</summary>
    private async ValueTask<bool> HoldsAll(MemberAccess member, Role highest, IEnumerable<string> permissions)
    {
        if (highest == Role.Admin)
            return true;

        var product = await Grains.Product().Get();
        // What the product does not define any more grants nothing.
        return permissions.Select(name => Demand.Find(name, product)).OfType<Demand>()
            .All(demand => AccessRules.IsGrantedInOrganization(demand, member, State));
    }

    private ValueTask<MemberAccess?> Member(UserId user)
        => local.Find(Id, user) is { } known ? new(known) : Grains.Membership(Id, user).GetAccess();

    private ValueTask<bool> Has(string feature, OrganizationTerms terms)
        => terms.Features.TryGetValue(feature, out var has) ? new(has) : HasByDefault(feature);

    private async ValueTask<bool> HasByDefault(string feature) => IsDefault(feature, await Grains.Product().Get());

    private bool IsDefault(string feature, ProductDefinition product)
        => Flags.Resolve(product.Flags.FirstOrDefault(flag => flag.Key == feature), said: null, Id).Enabled;

    private async ValueTask<OrganizationTerms?> Terms()
    {
        if (_terms is { } known)
            return known;
        // What was told meanwhile may be newer than the answer.
        if (await Grains.Organization(Id).GetTerms() is { } answer && (_terms is null || answer.Ordinal > _terms.Ordinal))
            _terms = answer;
        return _terms;
    }

    private AppendEvents Event(string type, Actor actor, string subject, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Id, [TenantEvents.New(Ids, Now, type, actor, subject, data)]);
}
