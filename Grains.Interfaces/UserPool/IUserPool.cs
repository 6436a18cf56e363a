namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A pool of user accounts outside, where people sign in and which follows what is decided here. Only <c>PoolUserGrain</c> calls
/// it. Everything may be repeated: what is done already is a success.
/// </summary>
/// <remarks>
/// Every method throws <see cref="PoolRefusedException"/> when trying again cannot help, and anything else when it can.
/// </remarks>
public interface IUserPool
{
    /// <summary>What kind of pool it is, for example <c>cognito</c>; null when there is none, and then nothing else is asked of it.</summary>
    string? Provider { get; }

    /// <summary>The issuer of the pool's tokens.</summary>
    string Issuer { get; }

    /// <summary>Makes a user. One that is there already is taken over only if it was made for the same home.</summary>
    Task<PoolIdentity> MakeUser(PoolUser user, CancellationToken cancellation);

    /// <summary>Brings the attributes of a user up to date.</summary>
    /// <param name="name">The user's name in the pool.</param>
    /// <param name="user">What they are to be.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task UpdateUser(string name, PoolUser user, CancellationToken cancellation);

    /// <summary>Sets the password.</summary>
    Task SetPassword(string name, string password, CancellationToken cancellation);

    /// <summary>Lets the user sign in, or not.</summary>
    Task SetEnabled(string name, bool enabled, CancellationToken cancellation);

    /// <summary>Makes the group of an organization.</summary>
    Task MakeGroup(OrganizationId organization, CancellationToken cancellation);

    /// <summary>Puts the user into the group of an organization.</summary>
    Task Join(string name, OrganizationId organization, CancellationToken cancellation);

    /// <summary>Takes the user out of the group of an organization.</summary>
    Task Leave(string name, OrganizationId organization, CancellationToken cancellation);

    /// <summary>Deletes the user.</summary>
    Task DeleteUser(string name, CancellationToken cancellation);
}

/// <summary>What a pool keeps about a user.</summary>
public sealed record PoolUser
{
    public required string Email { get; init; }

    public required bool EmailVerified { get; init; }

    /// <summary>Whether the address is said here. The pool knows it better of those who signed up there.</summary>
    public required bool SaysEmail { get; init; }

    /// <summary>The organization that the user belongs to first of all.</summary>
    public required OrganizationId Home { get; init; }

    /// <summary>The user's own role there.</summary>
    public required Role Role { get; init; }

    // Addresses are not for logs.
    public override string ToString() => nameof(PoolUser);
}

/// <summary>What a pool calls a user.</summary>
/// <param name="Name">The name by which the pool is asked about them.</param>
/// <param name="Subject">The subject of their tokens.</param>
public sealed record PoolIdentity(string Name, string Subject);

/// <summary>The pool will never do this as things are: a rule of its own stands against it, or the user belongs to somebody else.</summary>
public sealed class PoolRefusedException : Exception
{
    public PoolRefusedException()
    {
    }

    public PoolRefusedException(string message)
        : base(message)
    {
    }

    public PoolRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
