using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>Signs deliveries as Standard Webhooks has it: HMAC-SHA256 over id, time and body, joined by full stops.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>One signature for each key, in the order of the keys.</summary>
    public static string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body, ImmutableArray<byte[]> keys)
    {
        var head = Encoding.ASCII.GetBytes($"{id}.{Seconds(at)}.");
        byte[] signed = [.. head, .. body];
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
