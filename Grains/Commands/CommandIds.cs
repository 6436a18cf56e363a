using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// The ids that one command uses, all derived from one seed: whoever stores the seed can repeat the command after a crash with
/// the same ids, and so with the same result.
/// </summary>
internal readonly struct CommandIds(Guid seed)
{
    public Guid Seed => seed;

    /// <summary>The id for one purpose; the same purpose gives the same id.</summary>
    public T For<T>(string purpose)
        where T : struct, ITypedId<T>
    {
        // The time and the version are the seed's, so the id is an ordinary UUIDv7; the random part is derived.
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> derived = stackalloc byte[32];
        seed.TryWriteBytes(bytes, bigEndian: true, out _);
        Derive(purpose, derived);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (BinaryPrimitives.ReadUInt16BigEndian(derived) & 0x0fff)));
        derived[2..10].CopyTo(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return TypedId.From<T>(new Guid(bytes, bigEndian: true));
    }

    /// <summary>A text of <paramref name="length"/> (at most 32) base32 characters for one purpose.</summary>
    public string TextFor(string purpose, int length)
    {
        Span<byte> derived = stackalloc byte[32];
        Derive(purpose, derived);
        // The first character carries the bits left over and would not be uniform.
        return Base32.Encode(derived).Substring(1, length);
    }

    private void Derive(string purpose, Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(purpose.Length)];
        seed.TryWriteBytes(input);
        var length = Encoding.UTF8.GetBytes(purpose, input[16..]);
        SHA256.HashData(input[..(16 + length)], destination);
    }
}
