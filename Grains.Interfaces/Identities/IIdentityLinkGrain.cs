using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Whose account somebody from outside has here. While there is none it hands out the one seed of the attempt to make it, so that
/// however many ask at once, all of them make the same. See docs/adr/0021.
/// </summary>
[Alias("IIdentityLinkGrain")]
public interface IIdentityLinkGrain : IGrainWithStringKey
{
    /// <summary>The user; null for a stranger. Asked when a token is verified.</summary>
    [Alias("Get"), AlwaysInterleave]
    ValueTask<LinkedUser?> Get();

    /// <summary>The user, or the attempt to make one: the one under way, or a new one with this wish.</summary>
    [Alias("Begin")]
    Task<LinkAttempt> Begin(EnsureAccount wish);

    /// <summary>An attempt can never succeed: the next one gets another seed and its own wish.</summary>
    [Alias("GiveUp")]
    Task GiveUp(Guid seed);

    /// <summary>Links the user, for good; answers the one that was first.</summary>
    [Alias("Link")]
    Task<UserId> Link(UserId user);

    /// <summary>The user is no more, so somebody else may be linked.</summary>
    [Alias("Unlink")]
    Task Unlink(UserId user);
}

/// <summary>Whose account it is.</summary>
/// <param name="User">The user.</param>
/// <param name="LinkedAt">Since when; the account may honour only what was linked later.</param>
[GenerateSerializer, Immutable, Alias("LinkedUser")]
public sealed record LinkedUser([property: Id(0)] UserId User, [property: Id(1)] DateTimeOffset LinkedAt);

/// <summary>The attempt to make an account.</summary>
/// <param name="User">The user, when there is one already.</param>
/// <param name="Seed">What the ids of everything it makes are derived from.</param>
/// <param name="Wish">What is to be made: what the first who asked wanted.</param>
[GenerateSerializer, Immutable, Alias("LinkAttempt")]
public sealed record LinkAttempt([property: Id(0)] UserId? User, [property: Id(1)] Guid Seed, [property: Id(2)] EnsureAccount Wish);
