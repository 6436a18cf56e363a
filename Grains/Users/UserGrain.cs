namespace Tenantry.Grains;

[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("record")] IPersistentState<Record<UserState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<UserState>(storage, surroundings), IUserGrain
{
    private UserId Id => UserId.Wrap(this.GetPrimaryKeyString());

    public async Task<Result<UserView>> Create(NewUser user)
    {
        if (State.Abandoned) return Errors.AttemptAbandoned();
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
        if (user.ClaimedEmail is { } claimed)
            await Commit(next, [new ConfirmEmail(claimed, Id.Value, Id), .. told]);
        else
            await Commit(next, told);
        return View();
    }

    public async Task<bool> Challenge(string claim)
    {
        if (!State.Created && !State.Abandoned)
            await Commit(State with { Abandoned = true });
        return State.Holds(claim);
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    public Task<Result<UserView>> Get() => Task.FromResult<Result<UserView>>(State.Created ? View() : Errors.UserNotFound(Id));

    public async Task<Result<UserView>> Update(UserChanges changes, long? ifRevision)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        if (rules.AreBroken) return rules.ToError();
        if (name == State.Name) return View();

        await Commit(
            State with { Name = name },
            new FollowProfile(State.Organizations, Id, name));
        return View();
    }

    public async Task<Result<UserView>> VerifyEmail()
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (State.EmailVerified) return View();

        await Commit(
            State with { EmailVerified = true },
            [
                .. State.Organizations.Length < UserState.MostOrganizations ? [new EnrolByDomain(Id, State.Email, State.Name)] : Array.Empty<Message>(),
                .. TellPool(),
            ]);
        return View();
    }

    public async Task Join(OrganizationId organization)
    {
        if (State.Created && !State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Add(organization) }, TellPool(new PoolNews { Tell = organization }));
    }

    public async Task Leave(OrganizationId organization)
    {
        if (State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Remove(organization) }, TellPool());
    }

    public Task<PasswordHash?> GetPasswordHash() => Task.FromResult(State is { Created: true, PasswordHash.Length: > 0 } ? new PasswordHash(State.PasswordHash) : null);

    private UserView View() => State.View(Id, Revision);
}
