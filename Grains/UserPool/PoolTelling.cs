using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>
/// One attempt to bring a user's account in the pool in line. What the user is now is read when it begins, from the records that
/// decide it, so neither the order of the news nor how much of it came matters. Every step may have been done before.
/// </summary>
internal sealed class PoolTelling(IGrainFactory grains, IUserPool pool, ISecrets secrets)
{
    public const string PasswordPurpose = "pool-password";

    /// <summary>Tells the pool what it does not know yet; answers what it knows then, also when that is not all.</summary>
    public async Task<PoolAttempt> Tell(UserId user, PoolUserState state, CancellationToken cancellation)
    {
        var attempt = new PoolAttempt { Asked = state.Asked, Name = state.Name, Told = state.Told, Password = state.Password };
        try
        {
            await Tell(user, state, attempt, cancellation);
            attempt.IsDone = true;
        }
        catch (Exception exception)
        {
            attempt.Fault = exception;
        }

        return attempt;
    }

    private async Task Tell(UserId user, PoolUserState state, PoolAttempt attempt, CancellationToken cancellation)
    {
        var account = await grains.User(user).GetPoolAccount();
        if (!account.Exists)
        {
            if (attempt.Name is { } gone)
                await pool.DeleteUser(gone, cancellation);
            attempt.Forget();
            return;
        }

        // Without an organization there is no group and no role to tell. The next one brings news.
        var places = await Places(user, account);
        if (places.IsEmpty && state.Told is null)
            return;

        var wanted = Picture(account, places, state);
        var told = state.Told ?? new PoolPicture();
        if (attempt.Name is null)
        {
            var made = await pool.MakeUser(wanted.User!, cancellation);
            (attempt.Name, attempt.Subject) = (made.Name, made.Subject);
        }
        else if (wanted.User != told.User)
        {
            await pool.UpdateUser(attempt.Name, wanted.User!, cancellation);
        }

        attempt.Told = told = told with { User = wanted.User };
        if (attempt.Password is { } password)
            await pool.SetPassword(attempt.Name, Open(password), cancellation);
        attempt.Password = null;
        if (wanted.Enabled != told.Enabled)
            await pool.SetEnabled(attempt.Name, wanted.Enabled, cancellation);
        attempt.Told = told = told with { Enabled = wanted.Enabled };
        foreach (var organization in wanted.Groups.Except(told.Groups))
        {
            await grains.PoolGroup(organization).Ensure();
            await pool.Join(attempt.Name, organization, cancellation);
            attempt.Told = told = told with { Groups = told.Groups.Add(organization) };
        }

        foreach (var organization in told.Groups.Except(wanted.Groups))
        {
            await pool.Leave(attempt.Name, organization, cancellation);
            attempt.Told = told = told with { Groups = told.Groups.Remove(organization) };
        }
    }

    // An organization decides first and tells the user and the membership in any order, so a place is where both agree.
    private async Task<ImmutableArray<Place>> Places(UserId user, PoolAccount account)
    {
        var roles = await Task.WhenAll(account.Organizations.Select(async organization
            => (await grains.Membership(organization, user).GetAccess())?.Roles.Role));
        return [.. account.Organizations.Zip(roles).Where(one => one.Second is not null).Select(one => new Place(one.First, one.Second!.Value))];
    }

    private static PoolPicture Picture(PoolAccount account, ImmutableArray<Place> places, PoolUserState state)
    {
        var before = state.Told?.User;
        var home = places.IsEmpty && before is not null ? new Place(before.Home, before.Role)
            : places.FirstOrDefault(place => place.Organization == before?.Home) is { Organization.Value: not null } same ? same
            : places[0];
        return new PoolPicture
        {
            User = new PoolUser
            {
                Email = account.Email,
                EmailVerified = account.EmailVerified,
                SaysEmail = !state.IsFromPool,
                Home = home.Organization,
                Role = home.Role,
            },
            Enabled = account.Enabled,
            Groups = [.. places.Select(place => place.Organization)],
        };
    }

    private string Open(string password)
        => secrets.Open(PasswordPurpose, password) ?? throw new PoolRefusedException("The password cannot be decrypted; its key is gone.");

    private readonly record struct Place(OrganizationId Organization, Role Role);
}

/// <summary>What came of an attempt. What it got done stays done, so that the next goes on from there.</summary>
internal sealed record PoolAttempt
{
    /// <summary>The change up to which the attempt looked.</summary>
    public required long Asked { get; init; }

    /// <summary>The user's name in the pool; null when they are not there.</summary>
    public string? Name { get; set; }

    /// <summary>The subject of the tokens of a user who was made by this attempt; null for others.</summary>
    public string? Subject { get; set; }

    /// <summary>What the pool was told; null when it was told nothing.</summary>
    public PoolPicture? Told { get; set; }

    /// <summary>The password that the pool was not told; null when there is none.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the pool knows all that it should.</summary>
    public bool IsDone { get; set; }

    /// <summary>What stopped it; null when nothing did.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether trying again cannot help.</summary>
    public bool IsRefused => Fault is PoolRefusedException;

    /// <summary>The user is not in the pool any more.</summary>
    public void Forget() => (Name, Told, Password, IsForgotten) = (null, null, null, true);

    /// <summary>Whether that is so.</summary>
    public bool IsForgotten { get; private set; }

    public override string ToString() => nameof(PoolAttempt);
}
