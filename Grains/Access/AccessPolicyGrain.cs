using System.Collections.Immutable;

namespace Tenantry.Grains;

[GrainType("access-policy")]
internal sealed partial class AccessPolicyGrain(
    [PersistentState("record")] IPersistentState<Record<AccessPolicyState>> storage, AggregateSurroundings surroundings, IRecordStore store,
    LocalMembers local, LocalStandings standings)
    : AggregateGrain<AccessPolicyState>(storage, surroundings), IAccessPolicyGrain
{
    // Not stored: the organization is the truth, and tells of every change while this activation lives.
    private OrganizationTerms? _terms;
    private Verdict _allowed = Verdict.Allowed;

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
        return Within(terms, AccessRules.Judge(demand, facts));
    }

    public async ValueTask<Verdict> JudgeKey(bool granted, Permission permission, ProjectId? project)
    {
        var demand = Demand.Of(permission);
        if (await Terms() is not { } terms)
            return AccessRules.Stranger;

        var hasFeature = demand.Feature is not { } feature || await Has(feature, terms);
        var access = project is { } id && AccessRules.CanFreezeProject(demand, terms) ? await Grains.Project(Id, id).GetAccess() : null;
        return Within(terms, AccessRules.JudgeKey(demand, granted, terms, hasFeature, access));
    }

    public async Task<Result<Done>> MayGrant(Actor actor, RoleSet roles)
    {
        foreach (var key in roles.CustomRoles)
        {
            if (!State.CustomRoles.ContainsKey(key)) return Errors.RoleNotFound(key);
        }

        var added = roles.CustomRoles.SelectMany(key => State.CustomRoles[key].Permissions);
        if (actor.Kind == ActorKind.ApiKey)
            return AccessRules.HoldsAll(actor.Scopes, [.. AccessRules.ScopesOf(roles.Role), .. added]) ? new Done() : Errors.RoleAboveOwn();
        if (actor.Kind != ActorKind.User) return new Done();
        if (await Member(UserId.Wrap(actor.Id!)) is not { } member) return Errors.OrganizationNotFound(Id);

        var highest = AccessRules.HighestRole(member, State);
        return roles.Role > highest || !await HoldsAll(member, highest, added) ? Errors.RoleAboveOwn() : new Done();
    }

    public async Task<Result<Done>> MayGrantScopes(Actor actor, ImmutableArray<string> scopes)
        => await RefuseToGrant(actor, scopes) switch
        {
            null => new Done(),
            { Code: ErrorCode.RoleAboveOwn } => Errors.ScopeAboveOwn(),
            var refusal => refusal,
        };

    /// <summary>Refuses an actor who would give or take permissions that they do not hold themselves.</summary>
    private async ValueTask<Error?> RefuseToGrant(Actor actor, IEnumerable<string> permissions)
    {
        if (actor.Kind == ActorKind.ApiKey)
            return AccessRules.HoldsAll(actor.Scopes, permissions) ? null : Errors.RoleAboveOwn();
        if (actor.Kind != ActorKind.User) return null;
        return await Member(UserId.Wrap(actor.Id!)) is not { } member ? Errors.OrganizationNotFound(Id)
            : await HoldsAll(member, AccessRules.HighestRole(member, State), permissions) ? null
            : Errors.RoleAboveOwn();
    }

    public Task Follow(OrganizationTerms terms)
    {
        if (_terms is null || terms.Ordinal > _terms.Ordinal)
            _terms = terms;
        return Task.CompletedTask;
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    /// <summary>The verdict, with how many requests the terms allow. Almost every request gets the same one.</summary>
    private Verdict Within(OrganizationTerms terms, Verdict verdict)
        => terms.RequestsPerMinute is not { } limit ? verdict
            : verdict.Ruling != Ruling.Allowed ? verdict with { RequestsPerMinute = limit }
            : _allowed.RequestsPerMinute == limit ? _allowed
            : _allowed = verdict with { RequestsPerMinute = limit };

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

    private ValueTask<bool> Stands(UserId user)
        => standings.Stands(user) is { } known ? new(known) : Grains.User(user).Stands();

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

    private AppendEvents Event(EventType type, Actor actor, string subject, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Id, [TenantEvents.New(Ids, Now, type, actor, subject, data)]);
}
