namespace Tenantry.Grains;

[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("record")] IPersistentState<Record<UserState>> storage, AggregateSurroundings surroundings,
    LocalStandings standings, FirstProof first, ISecrets secrets, MailSettings settings)
    : AggregateGrain<UserState>(storage, surroundings), IUserGrain
{
    private UserId Id => UserId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    public async Task<Result<UserView>> Create(NewUser user)
    {
        if (State.Abandoned || State.Ended is not null) return Errors.AttemptAbandoned();
        if (State.Created) return View();

        var next = new UserState
        {
            Created = true,
            Email = user.Email,
            Name = user.Name,
            PasswordHash = user.PasswordHash,
            Organizations = user.Organization is { } organization ? [organization] : [],
            CreatedAt = user.CreatedAt,
        };
        var told = TellPool((user.Pool ?? new PoolNews()) with { Tell = user.Organization });
        await Commit(
            next,
            [
                // Of an account that is founded with an organization, the organization's first events tell.
                .. user.ClaimedEmail is { } claimed
                    ? [new ConfirmEmail(claimed, Id.Value, Id), Happened(EventTypes.AccountCreated, user.MadeBy ?? Actor.User(Id))]
                    : Array.Empty<Message>(),
                .. user.MadeFor is { } madeFor ? [new EnrolMember(Id, user.Email, user.Name, madeFor)] : Array.Empty<Message>(),
                .. user.IsProven ? [] : new Message[] { VerificationMail(user.Email, order: 0) },
                .. told,
            ]);
        return View();
    }

    public async Task<bool> Challenge(string claim)
    {
        if (!State.Created && !State.Abandoned && State.Ended is null)
            await Commit(State with { Abandoned = true });
        // Its address changes, so a doubled activation must not answer from a memory that is no longer true.
        else if (State.Created)
            await CommitUnseen(State);
        return State.Holds(claim);
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    public Task<Result<UserView>> Get() => Task.FromResult<Result<UserView>>(State.Created ? View() : Errors.UserNotFound(Id));

    public async Task<Result<UserView>> Update(UserChanges changes, long? ifRevision, Actor actor)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        if (rules.AreBroken) return rules.ToError();
        if (name == State.Name) return View();

        await Commit(
            State with { Name = name },
            new FollowProfile(State.Organizations, Id, name, State.Email),
            Happened(EventTypes.AccountRenamed, actor).Changing(("name", State.Name, name)));
        return View();
    }

    public async Task Join(OrganizationId organization)
    {
        if (State.Created && !State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Add(organization) }, TellPool(new PoolNews { Tell = organization }));
        else if (State.Ended is not null)
            await CommitUnseen(State, new LeaveBehind(Id, [organization]));
    }

    public async Task Leave(OrganizationId organization)
    {
        if (State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Remove(organization) }, TellPool());
    }

    /// <summary>What the owner of the account did, in the account's own log.</summary>
    private AppendEvents Happened(EventType type) => Happened(type, Actor.User(Id));

    private AppendEvents Happened(EventType type, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(LogId.Of(Id), TenantEvents.New(Ids, Now, type, actor, Id.Value, data));

    private UserView View() => State.View(Id, Revision);
}
