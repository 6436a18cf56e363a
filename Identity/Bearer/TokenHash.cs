using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Identity;

/// <summary>The SHA-256 of a token: names it in the cache without being it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        byte[]? rented = null;
        var size = Encoding.UTF8.GetMaxByteCount(token.Length);
        var bytes = size <= 2048 ? stackalloc byte[2048] : rented = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return MemoryMarshal.Read<TokenHash>(hash);
    }

    // The hash is uniform already.
    public override int GetHashCode() => (int)A;
}
