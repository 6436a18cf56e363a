using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>Which API keys an organization, or the platform, has: makes and ends them, and counts them in its turn.</summary>
[Alias("IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>How many keys one organization, or the platform, can have.</summary>
    const int Most = 100;

    /// <summary>
    /// Makes a key, which has no text yet. Repeating it changes nothing. Errors: <see cref="ErrorCode.CapacityReached"/>,
    /// <see cref="ErrorCode.RoleAboveOwn"/>; <see cref="ErrorCode.ApiKeyNotFound"/> when it was ended meanwhile.
    /// </summary>
    [Alias("Create")]
    Task<Result<Done>> Create(NewApiKey key, Actor actor);

    /// <summary>Ends a key. Errors: <see cref="ErrorCode.ApiKeyNotFound"/>.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(ApiKeyId key, Actor actor);

    /// <summary>Waits until everything announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);
}

/// <summary>An API key to be made.</summary>
[GenerateSerializer, Immutable, Alias("NewApiKey")]
public sealed record NewApiKey
{
    [Id(0)]
    public required ApiKeyId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    /// <summary>In ordinal order, each once.</summary>
    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    [Id(3)]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Id(4)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Which command makes it: that one alone may have its first text made.</summary>
    [Id(5)]
    public required Guid IssuedBy { get; init; }
}
