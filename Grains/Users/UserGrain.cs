namespace Tenantry.Grains;

[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("record")] IPersistentState<Record<UserState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<UserState>(storage, surroundings), IUserGrain
{
    private UserId Id => UserId.Wrap(this.GetPrimaryKeyString());

    public async Task<Result<UserView>> Create(NewUser user)
    {
        if (State.Created) return View();

        await Commit(new UserState
        {
            Created = true,
            Email = user.Email,
            Name = user.Name,
            PasswordHash = user.PasswordHash,
            Organizations = [user.Organization],
            CreatedAt = user.CreatedAt,
        });
        return View();
    }

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

    public Task<string?> GetPasswordHash() => Task.FromResult(State.Created ? State.PasswordHash : null);

    private UserView View() => State.View(Id, Revision);
}
