using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Brings one user's account in the pool outside in line with what is decided here. It tries again by a schedule; when that is
/// exhausted, or the pool refuses for good, it is parked until an operator or another change begins anew. Nobody waits for it.
/// </summary>
[Alias("IPoolUserGrain")]
public interface IPoolUserGrain : IGrainWithStringKey
{
    /// <summary>Something about the user has changed. What it is now is looked up when the pool is told. Safe to repeat.</summary>
    [Alias("Follow")]
    Task Follow(PoolNews news);

    /// <summary>How it stands while the pool has not followed; <see cref="ErrorCode.PoolUserNotFound"/> otherwise.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<PoolUserView>> Get();

    /// <summary>Tries again now, and begins the schedule anew. Errors: <see cref="ErrorCode.PoolUserNotFound"/>.</summary>
    [Alias("Retry")]
    Task<Result<PoolUserView>> Retry(Actor actor);

    /// <summary>Leaves the pool as it is until the next change. Errors: <see cref="ErrorCode.PoolUserNotFound"/>.</summary>
    [Alias("Drop")]
    Task<Result<Done>> Drop(Actor actor);
}

/// <summary>What cannot be looked up when the pool is told about a user.</summary>
[GenerateSerializer, Immutable, Alias("PoolNews")]
public sealed record PoolNews
{
    /// <summary>The organization that wants to hear when the pool has followed; null for none.</summary>
    [Id(0)]
    public OrganizationId? Tell { get; init; }

    /// <summary>A new password, encrypted; null to leave it.</summary>
    [Id(1)]
    public string? Password { get; init; }

    /// <summary>The name in the pool of a user who signed up there; null when the user is to be made, or is known.</summary>
    [Id(2)]
    public string? Name { get; init; }

    /// <summary>Whether the account itself says it, and not a membership, which may be faster than the account with its password or name.</summary>
    [Id(3)]
    public bool IsFromAccount { get; init; }

    public override string ToString() => nameof(PoolNews);
}

/// <summary>Shows operators a user whom the pool has not followed after the first attempt. For <c>PoolUserGrain</c> only.</summary>
[Alias("IPoolFaultGrain")]
public interface IPoolFaultGrain : IGrainWithStringKey
{
    /// <summary>Shows it, or nothing any more.</summary>
    [Alias("Show")]
    Task Show(PoolUserView? view);
}
