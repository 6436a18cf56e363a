using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>
/// One attempt to bring a user's account in the pool in line. What the user is now is read when it begins, from the records that
/// decide it, so neither the order of the news nor how much of it came matters. Every step may have been done before.
/// </summary>
internal sealed class PoolTelling(IGrainFactory grains, IUserPool pool, ISecrets secrets)
{
    public const string PasswordPurpose = "pool-password";

    /// <summary>Tells the pool; answers what it knows then.</summary>
    /// <exception cref="PoolRefusedException">Trying again cannot help.</exception>
    public async Task<PoolTold> Tell(UserId user, PoolUserState state, CancellationToken cancellation)
    {
        var account = await grains.User(user).GetPoolAccount();
        if (!account.Exists)
        {
            if (state.Name is { } gone)
                await pool.DeleteUser(gone, cancellation);
            return new PoolTold(null, null, null);
        }

        var places = await Places(user, account);
        // Without an organization there is no group and no role to tell. The next one brings news.
        if (places.IsEmpty && state.Told is null)
            return new PoolTold(state.Name, null, null);

        var picture = Picture(account, places, state);
        var (name, subject) = (state.Name, (string?)null);
        if (name is null)
        {
            (name, subject) = await pool.MakeUser(picture.User, cancellation);
        }
        else if (picture.User != state.Told?.User)
        {
            await pool.UpdateUser(name, picture.User, cancellation);
        }

        if (state.Password is { } password)
            await pool.SetPassword(name, Open(password), cancellation);
        if (picture.Enabled != (state.Told?.Enabled ?? true))
            await pool.SetEnabled(name, picture.Enabled, cancellation);

        var before = state.Told?.Groups ?? [];
        foreach (var organization in picture.Groups.Except(before))
        {
            await grains.PoolGroup(organization).Ensure();
            await pool.Join(name, organization, cancellation);
        }

        foreach (var organization in before.Except(picture.Groups))
            await pool.Leave(name, organization, cancellation);
        return new PoolTold(name, picture, subject);
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
        var home = places.IsEmpty ? new Place(before!.Home, before.Role)
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

/// <summary>What a pool knows after an attempt.</summary>
/// <param name="Name">The user's name there; null when they are not there.</param>
/// <param name="Picture">What it was told; null when it was told nothing.</param>
/// <param name="Subject">The subject of the tokens of a user who was made just now; null for others.</param>
internal sealed record PoolTold(string? Name, PoolPicture? Picture, string? Subject);
