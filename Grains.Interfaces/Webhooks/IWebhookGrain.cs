using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>One webhook endpoint. It reads its log, or the feed, from a cursor of its own and delivers what it finds.</summary>
[Alias("IWebhookGrain")]
public interface IWebhookGrain : IEventFollowerGrain
{
    /// <summary>Makes the endpoint; called by the outbox of <see cref="IWebhooksGrain"/> only. Repeating it changes nothing.</summary>
    /// <param name="webhook">What it is to be.</param>
    /// <param name="cursor">The number after which it begins.</param>
    /// <param name="createdAt">When it was asked for.</param>
    /// <param name="createdBy">By whom.</param>
    [Alias("Make")]
    Task Make(NewWebhook webhook, long cursor, DateTimeOffset createdAt, Actor createdBy);

    /// <summary>Ends the endpoint and the attempts under way; called by the outbox of <see cref="IWebhooksGrain"/> only.</summary>
    [Alias("End")]
    Task End();

    /// <summary>Whether the endpoint was ended.</summary>
    [Alias("IsEnded"), AlwaysInterleave]
    Task<bool> IsEnded();

    /// <summary>
    /// Makes the first secret, for the command that made the endpoint. A repetition makes another one in its place, since nobody has
    /// seen the first; once rotated, the view has none. Errors: <see cref="ErrorCode.WebhookNotFound"/>.
    /// </summary>
    [Alias("Reveal")]
    Task<Result<WebhookView>> Reveal(Guid issuedBy);

    /// <summary>
    /// Makes a new secret; for a while deliveries are signed with both. A repetition under the same id makes another one in its
    /// place. Errors: <see cref="ErrorCode.WebhookNotFound"/>.
    /// </summary>
    [Alias("Rotate")]
    Task<Result<WebhookView>> Rotate(Guid issuedBy, TimeSpan overlap, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.WebhookNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>.</summary>
    [Alias("Update")]
    Task<Result<WebhookView>> Update(WebhookChanges changes, Actor actor);

    /// <summary>Lets it go on from where it stopped; enabling an enabled one changes nothing. Errors: <see cref="ErrorCode.WebhookNotFound"/>.</summary>
    [Alias("Enable")]
    Task<Result<WebhookView>> Enable(Actor actor);

    /// <summary>Stops it; disabling a disabled one changes nothing. Errors: <see cref="ErrorCode.WebhookNotFound"/>.</summary>
    [Alias("Disable")]
    Task<Result<WebhookView>> Disable(Actor actor);

    /// <summary>
    /// Delivers a range once more, beside what comes. Errors: <see cref="ErrorCode.WebhookNotFound"/>,
    /// <see cref="ErrorCode.WebhookDisabled"/>, <see cref="ErrorCode.ReplayInProgress"/>.
    /// </summary>
    /// <param name="id">Tells a repetition of the command from another one.</param>
    /// <param name="after">The number before the first.</param>
    /// <param name="through">The number of the last.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Replay")]
    Task<Result<WebhookView>> Replay(Guid id, long after, long through, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.WebhookNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<WebhookView>> Get();

    /// <summary>
    /// Sends an event that is in no log, even to a disabled endpoint. Errors: <see cref="ErrorCode.WebhookNotFound"/>,
    /// <see cref="ErrorCode.TemporarilyUnavailable"/> when too many are under way.
    /// </summary>
    [Alias("Test"), AlwaysInterleave, ResponseTimeout(CallTimes.WebhookAttempt)]
    Task<Result<WebhookAttempt>> Test(Actor actor);

    /// <summary>Makes one attempt to deliver an event apart from the lanes; called by <see cref="IWebhookDeliveryGrain"/> only.</summary>
    /// <param name="log">The log of the event.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="forced">Whether it is made though the endpoint rests.</param>
    [Alias("Attempt"), AlwaysInterleave, ResponseTimeout(CallTimes.WebhookAttempt)]
    Task<WebhookTry> Attempt(LogId log, long sequence, bool forced);
}

/// <summary>Changes to a webhook endpoint; null leaves a member as it is.</summary>
[GenerateSerializer, Immutable, Alias("WebhookChanges")]
public sealed record WebhookChanges
{
    [Id(0)]
    public string? Url { get; init; }

    [Id(1)]
    public string? Description { get; init; }

    [Id(2)]
    public ImmutableArray<string>? EventTypes { get; init; }

    [Id(3)]
    public bool? Strict { get; init; }
}

/// <summary>What came of asking an endpoint for an attempt.</summary>
[GenerateSerializer, Immutable, Alias("WebhookTry")]
public sealed record WebhookTry
{
    /// <summary>The attempt; null when none was made.</summary>
    [Id(0)]
    public WebhookAttempt? Attempt { get; init; }

    /// <summary>When to ask again, at the earliest; null when the endpoint does not say.</summary>
    [Id(1)]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Why no attempt will ever be made; null when that is not so.</summary>
    [Id(2)]
    public string? Impossible { get; init; }

    /// <summary>Whether there is no such endpoint any more, so that nobody asks for the delivery.</summary>
    [Id(3)]
    public bool IsGone { get; init; }
}
