using System.Text;
using System.Text.Unicode;

namespace Tenantry.Persistence;

/// <summary>
/// What every store refuses, so that a record one of them accepts can be moved to any other. The figures are those of the
/// strictest. DynamoDB: an item of 400 KB with its keys and attribute names, a partition key of 2,048 and a sort key of
/// 1,024 bytes (docs.aws.amazon.com/amazondynamodb, "Quotas"). PostgreSQL: an index row of 2,704 bytes, which holds both keys
/// and an alarm; and text is Unicode without NUL.
/// </summary>
public static class RecordLimits
{
    /// <summary>The largest body, in bytes; the rest of DynamoDB's 409,600 is for keys, etag and alarm.</summary>
    public const int MaxBodyBytes = 400_000;

    /// <summary>The longest <see cref="RecordKey.Partition"/>, in bytes of UTF-8.</summary>
    public const int MaxPartitionBytes = 1600;

    /// <summary>The longest <see cref="RecordKey.Key"/>, in bytes of UTF-8; 24 are left for a store's own prefix.</summary>
    public const int MaxKeyBytes = 1000;

    /// <summary>The longest <see cref="RecordWrite.WriteId"/>, in bytes of UTF-8.</summary>
    public const int MaxWriteIdBytes = 200;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why no store takes this write; null when every store does.</summary>
    public static string? Refusal(RecordWrite write)
    {
        if (write.WriteId.Length == 0)
            return "A write needs an id.";
        if (write.Body is { Length: > MaxBodyBytes } body)
            return $"A body of {body.Length} bytes is over the limit of {MaxBodyBytes}.";
        if (write.Body is { } text && (!Utf8.IsValid(text.Span) || text.Span.Contains((byte)0)))
            return "A body is valid UTF-8 without NUL.";
        if (write.Key.Partition.Length == 0)
            return "A record needs a partition.";

        return TextRefusal(write.Key.Partition, MaxPartitionBytes, "partition")
            ?? TextRefusal(write.Key.Key, MaxKeyBytes, "key")
            ?? TextRefusal(write.WriteId, MaxWriteIdBytes, "write id")
            ?? TextRefusal(write.Expected ?? "", MaxWriteIdBytes, "etag");
    }

    private static string? TextRefusal(string text, int maxBytes, string name)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return $"A {name} holds no NUL.";
        try
        {
            var bytes = Strict.GetByteCount(text);
            return bytes > maxBytes ? $"A {name} of {bytes} bytes is over the limit of {maxBytes}." : null;
        }
        catch (EncoderFallbackException)
        {
            return $"A {name} is valid Unicode.";
        }
    }
}
