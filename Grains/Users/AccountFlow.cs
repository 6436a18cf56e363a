namespace Tenantry.Grains;

/// <summary>
/// Makes accounts on behalf of others. The user's record is the commit point: before it nothing counts; after it the account is
/// there, and its outbox takes it into the organization that it was made for. See docs/adr.
/// </summary>
internal sealed class AccountFlow(IGrainFactory grains, IPasswords passwords, NewPasswords newPasswords, TimeProvider time)
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeatHeldFor = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Makes an account that belongs to no organization. Errors: <see cref="ErrorCode.ValidationFailed"/>,
    /// <see cref="ErrorCode.EmailTaken"/>, <see cref="ErrorCode.AttemptAbandoned"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    public async Task<Result<UserId>> Run(AddUser add, CommandIds ids)
    {
        var rules = new FieldRules();
        var account = Read(add.Email, add.Name, add.Password, rules);
        if (rules.AreBroken) return rules.ToError();

        var id = ids.For<UserId>("user");
        if (await IsTaken(account, id)) return Errors.EmailTaken();
        return await Make(account, id, madeFor: null, add.Actor);
    }

    /// <summary>
    /// Makes an account that is a member of an organization, on a seat held before. Errors: as for an account of none, those of
    /// <see cref="IOrganizationGrain.HoldSeat"/>.
    /// </summary>
    public async Task<Result<UserId>> Run(AddOrganizationUser add, CommandIds ids)
    {
        var rules = new FieldRules();
        var account = Read(add.Email, add.Name, add.Password, rules);
        var role = rules.OptionalRole("role", add.Role) ?? Role.Member;
        if (rules.AreBroken) return rules.ToError();

        var id = ids.For<UserId>("user");
        if (await IsTaken(account, id)) return Errors.EmailTakenInvite();
        var organization = grains.Organization(add.Organization);
        var madeFor = new MadeFor(add.Organization, new RoleSet { Role = role }, ids.For<ReservationId>("seat"), add.Actor);
        // Repeated after a crash, the account may be there already and have used the seat that was held for it.
        if (!(await grains.User(id).Get()).Succeeded)
        {
            var held = await organization.HoldSeat(madeFor.Seat, madeFor.Roles, SeatHeldFor, add.Actor);
            if (!held.Succeeded) return held.Error;
        }

        var made = await Make(account, id, madeFor, add.Actor);
        if (!made.Succeeded)
        {
            // Kept when the account may yet come; it expires by itself.
            if (made.Error is { Code: ErrorCode.EmailTaken or ErrorCode.AttemptAbandoned })
                await organization.ReleaseHold(madeFor.Seat);
            return made.Error.Code == ErrorCode.EmailTaken ? Errors.EmailTakenInvite() with { RetryAfter = made.Error.RetryAfter } : made.Error;
        }

        // The account has asked already; asked again, the organization tells what became of it.
        var enrolled = await organization.Enrol(new Newcomer(id, account.Email, account.Name, madeFor.Roles), madeFor.Seat, add.Actor);
        return enrolled.Succeeded ? id : enrolled.Error;
    }

    private Account Read(string typed, string? typedName, string password, FieldRules rules)
    {
        if (!EmailAddress.TryNormalize(typed, out var email, out var key))
            rules.Break("email", "must be an email address of at most 254 characters");
        var name = rules.OptionalLine("name", typedName);
        if (passwords.Weakness(password, key, name) is { } weakness)
            rules.Break("password", weakness);
        return new Account(email ?? "", key ?? "", name, password);
    }

    // Whoever holds the address for good is refused before anything is written or hashed; what is pending is left to the claim.
    private async Task<bool> IsTaken(Account account, UserId id)
        => await grains.EmailClaim(account.EmailKey).Get() is { Confirmed: true } claim && claim.Owner != id.Value;

    private async Task<Result<UserId>> Make(Account account, UserId id, MadeFor? madeFor, Actor actor)
    {
        var password = await newPasswords.Make(account.Password);
        var claim = grains.EmailClaim(account.EmailKey);
        if (await claim.Take(id.Value, id.Value) is var answer && answer != ClaimAnswer.Granted)
            return SlugTaking.Pending(Errors.EmailTaken(), answer);

        var user = await grains.User(id).Create(new NewUser
        {
            Email = account.Email,
            Name = account.Name,
            PasswordHash = password.Hash,
            Pool = password.Pool,
            CreatedAt = time.GetUtcNow(),
            ClaimedEmail = account.EmailKey,
            MadeFor = madeFor,
            MadeBy = actor,
        });
        if (!user.Succeeded)
        {
            // The tombstone is stored, so the address can go; kept, it would stand in the way of the next attempt.
            await claim.Release(id.Value);
            return user.Error;
        }

        return await grains.User(id).Settled(SettleTimeout)
            ? id
            : Errors.TemporarilyUnavailable("The account is stored; its parts are still being made.");
    }

    /// <summary>An account whose every member is well formed and normalized.</summary>
    private sealed record Account(string Email, string EmailKey, string? Name, string Password)
    {
        public override string ToString() => nameof(Account);
    }
}
