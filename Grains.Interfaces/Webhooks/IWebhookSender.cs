namespace Tenantry.Grains.Interfaces;

/// <summary>The way out for webhooks. The host adds one.</summary>
public interface IWebhookSender
{
    /// <summary>
    /// Posts a body once, within 15 s from the look-up of the name to the end of the answer. Follows nothing, and goes to no address
    /// that <see cref="WebhookSettings.Networks"/> refuses. What the network does is told in the answer and never thrown.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<WebhookReply> Send(WebhookPost post, CancellationToken cancellation);
}

/// <summary>What is posted.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Headers">The headers, beside those of HTTP itself.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record WebhookPost(Uri Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    // It holds a signature.
    public override string ToString() => nameof(WebhookPost);
}

/// <summary>What the receiver said.</summary>
public sealed record WebhookReply
{
    /// <summary>The status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no whole answer, in a line.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of the body; empty when there was none.</summary>
    public string Body { get; init; } = "";

    /// <summary>For how long the receiver wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    // Receivers write what they like.
    public override string ToString() => Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "No answer";
}
