using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>Which webhook endpoints an organization, or the platform, has: makes and ends them, and counts them in its turn.</summary>
[Alias("IWebhooksGrain")]
public interface IWebhooksGrain : IGrainWithStringKey
{
    /// <summary>How many endpoints one organization, or the platform, can have.</summary>
    const int Most = 16;

    /// <summary>
    /// Makes an endpoint, which has no secret yet. Repeating it changes nothing. Errors: <see cref="ErrorCode.CapacityReached"/>;
    /// <see cref="ErrorCode.WebhookNotFound"/> when it was ended meanwhile.
    /// </summary>
    [Alias("Create")]
    Task<Result<Done>> Create(NewWebhook webhook, Actor actor);

    /// <summary>Ends an endpoint. Errors: <see cref="ErrorCode.WebhookNotFound"/>.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(WebhookId webhook, Actor actor);

    /// <summary>Waits until everything announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);
}

/// <summary>A webhook endpoint to be made; its members were checked.</summary>
[GenerateSerializer, Immutable, Alias("NewWebhook")]
public sealed record NewWebhook
{
    [Id(0)]
    public required WebhookId Id { get; init; }

    [Id(1)]
    public required string Url { get; init; }

    [Id(2)]
    public string Description { get; init; } = "";

    [Id(3)]
    public ImmutableArray<string> EventTypes { get; init; } = [];

    [Id(4)]
    public bool Strict { get; init; }

    /// <summary>Which command makes it: that one alone may have its first secret made.</summary>
    [Id(5)]
    public required Guid IssuedBy { get; init; }
}
