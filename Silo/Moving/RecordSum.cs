using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// How many records there are, and a hash of them in which their order does not count, since every store has its own: the sum,
/// modulo 2^256, of the SHA-256 of each.
/// </summary>
internal sealed class RecordSum
{
    private const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _sum = new byte[Size];

    public long Count { get; private set; }

    public string Hash => Convert.ToHexStringLower(_sum);

    public void Add(ReadOnlySpan<byte> digest)
    {
        Count++;
        var carry = 0;
        for (var i = Size - 1; i >= 0; i--)
        {
            carry += _sum[i] + digest[i];
            _sum[i] = (byte)carry;
            carry >>= 8;
        }
    }

    /// <summary>SHA-256 of everything that is moved of a record, each part behind its length.</summary>
    public static byte[] Digest(StoredRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(record.Key.Partition));
        Append(hash, Encoding.UTF8.GetBytes(record.Key.Key));
        Append(hash, Encoding.UTF8.GetBytes(record.Etag));
        Append(hash, record.Alarm is { } alarm ? Long(alarm.ToUnixTimeMilliseconds()) : []);
        Append(hash, record.Body.Span);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(Long(part.Length));
        hash.AppendData(part);
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
