using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>What is known of one idempotency key.</summary>
internal sealed record RequestState
{
    /// <summary>The keyed HMAC of the payload, in hexadecimal; null before the first request.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What the command's ids are derived from.</summary>
    public Guid Seed { get; init; }

    /// <summary>When the key is forgotten.</summary>
    public DateTimeOffset ForgetAt { get; init; }

    /// <summary>The answer; null while there is none worth keeping.</summary>
    public JsonElement? Answer { get; init; }

    /// <summary>The revision of the answer, which its JSON form leaves out; 0 when it has none.</summary>
    public long Revision { get; init; }

    /// <summary>The refusal; null when there is an answer or nothing yet.</summary>
    public Error? Error { get; init; }

    public bool IsAnswered() => Answer is not null || Error is not null;
}
