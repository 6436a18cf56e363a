namespace Tenantry.Grains;

[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("record")] IPersistentState<Record<UserState>> storage, AggregateSurroundings surroundings,
    LocalStandings standings, ISecrets secrets, MailSettings settings)
    : AggregateGrain<UserState>(storage, surroundings), IUserGrain
{
    private UserId Id => UserId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

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
        await Commit(
            next,
            [
                .. user.ClaimedEmail is { } claimed ? [new ConfirmEmail(claimed, Id.Value, Id)] : Array.Empty<Message>(),
                .. user.MadeFor is { } madeFor ? [new EnrolMember(Id, user.Email, user.Name, madeFor)] : Array.Empty<Message>(),
            ]);
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
            State.Organizations.Length < UserState.MostOrganizations ? [new EnrolByDomain(Id, State.Email, State.Name)] : []);
        return View();
    }

    public async Task Join(OrganizationId organization)
    {
        if (State.Created && !State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Add(organization) });
    }

    public async Task Leave(OrganizationId organization)
    {
        if (State.Organizations.Contains(organization))
            await Commit(State with { Organizations = State.Organizations.Remove(organization) });
    }

    // A disabled account looks like none to whoever types a password.
    public Task<PasswordHash?> GetPasswordHash() => Task.FromResult(State is { Created: true, Standing.Disabled: false } ? new PasswordHash(State.PasswordHash) : null);

    private UserView View() => State.View(Id, Revision);
}
