namespace Tenantry.Grains;

[GrainType("organization")]
internal sealed partial class OrganizationGrain(
    [PersistentState("record")] IPersistentState<Record<OrganizationState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<OrganizationState>(storage, surroundings), IOrganizationGrain
{
    private OrganizationId Id => OrganizationId.Wrap(this.GetPrimaryKeyString());

    public async Task<Result<OrganizationView>> Create(FoundOrganization founding)
    {
        if (State.Existence == Existence.Abandoned) return Errors.AttemptAbandoned();
        if (State.Exists()) return View();

        var next = OrganizationState.Found(founding, Now, PoolProvider);
        await Commit(next, OrganizationMessages.Founded(Id, next, founding, Ids));
        return View();
    }

    public async Task<bool> Abandon()
    {
        if (State.Existence == Existence.None)
            await Commit(State with { Existence = Existence.Abandoned });
        return State.Existence == Existence.Abandoned;
    }

    public async Task<bool> Challenge(string claim)
    {
        await Abandon();
        // Its names change, so a doubled activation must not answer from a memory that is no longer true.
        if (State.Exists())
            await CommitUnseen(State);
        return State.Holds(claim);
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    public Task<Result<OrganizationView>> Get()
        => Task.FromResult<Result<OrganizationView>>(State.Exists() ? View() : Errors.OrganizationNotFound(Id));

    public Task<OrganizationTerms?> GetTerms() => Task.FromResult(State.Exists() ? State.Terms(Revision) : null);

    public async Task<Result<OrganizationView>> Suspend(string reason, Actor actor)
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);
        var rules = new FieldRules();
        var text = rules.Line("reason", reason, maxLength: 500);
        if (rules.AreBroken) return rules.ToError();
        if (State.Status == OrganizationStatus.Suspended) return View();

        await AnnounceTerms(
            State with { Status = OrganizationStatus.Suspended, SuspensionReason = text },
            Event(EventTypes.OrganizationSuspended, actor, ("reason", text)));
        return View();
    }

    public async Task<Result<OrganizationView>> Reactivate(Actor actor)
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);
        if (State.Status == OrganizationStatus.Active) return View();

        await AnnounceTerms(
            State with { Status = OrganizationStatus.Active, SuspensionReason = null }, Event(EventTypes.OrganizationReactivated, actor));
        return View();
    }

    protected override DateTimeOffset? AlarmOf(OrganizationState state) => Earliest(state.NamesDue, state.SubscriptionDue());

    protected override async Task OnAlarm()
    {
        await OnNamesDue();
        await OnSubscriptionDue();
    }

    private Error? Refusal()
        => !State.Exists() ? Errors.OrganizationNotFound(Id)
            : State.Status == OrganizationStatus.Suspended ? Errors.OrganizationSuspended()
            : null;

    private async Task<Error> OutOf(string meter, long used, int requested = 1)
    {
        var limit = State.LimitOf(meter)!.Value;
        // After a downgrade more can be in use than allowed; only a plan with room for all of it helps.
        return Errors.LimitReached(new LimitReached(meter, limit, used, requested, await UpgradeFor(meter, Math.Max(limit, used + requested - 1))));
    }

    // What operators have set holds under every plan.
    private async Task<string?> UpgradeFor(string meter, long limit)
        => State.Overrides?.Limits.ContainsKey(meter) == true && !State.IsExpired()
            ? null
            : PlanCatalog.NextWithRoom(await Grains.Plans().List(), meter, limit)?.Name;

    private Task Announce(OrganizationState next, TenantEvent happened, params ReadOnlySpan<Message> more)
        => Commit(next, [new AppendEvents(Id, [happened]), new PutDirectoryEntry(next.DirectoryEntry(Id), Revision + 1), .. more]);

    /// <summary>As <see cref="Announce"/>, for a change that decides about access.</summary>
    private Task AnnounceTerms(OrganizationState next, TenantEvent happened)
        => Commit(
            next,
            new AppendEvents(Id, [happened]),
            new FollowTerms(Id, next.Terms(Revision + 1)),
            new PutDirectoryEntry(next.DirectoryEntry(Id), Revision + 1));

    private TenantEvent Event(EventType type, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => TenantEvents.New(Ids, Now, type, actor, Id.Value, data);

    private OrganizationView View() => State.View(Id, Revision);
}
