using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Passwords hashed by ASP.NET Core Identity's version 3 format: PBKDF2 with HMAC-SHA-512, salted. At most as many run at a
/// time as there are cores, on the thread pool, so that no grain's turn and no request waits behind more than that.
/// </summary>
internal sealed class Passwords : IPasswords, IDisposable
{
    private static readonly byte[] SparePadding = new byte[32];

    private readonly PasswordHasher<Passwords> _hasher;
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
    private readonly string _nobodysHash;
    private readonly int _iterations;

    public Passwords(IOptions<IdentitySettings> settings)
    {
        _iterations = settings.Value.PasswordIterations;
        _hasher = new PasswordHasher<Passwords>(Options.Create(new PasswordHasherOptions { IterationCount = _iterations }));
        _nobodysHash = NobodysHash(_iterations);
    }

    public string? Weakness(string password, params ReadOnlySpan<string?> context) => PasswordStrength.Weakness(password, context);

    public Task<string> Hash(string password) => OnACore(() => _hasher.HashPassword(this, PasswordText.Normalize(password)));

    public async Task<bool> Verify(string? hash, string password)
    {
        var isRight = await OnACore(() => Check(hash ?? _nobodysHash, PasswordText.Normalize(password)));
        return isRight && hash is not null;
    }

    private bool Check(string hash, string password)
    {
        var isRight = _hasher.VerifyHashedPassword(this, hash, password) != PasswordVerificationResult.Failed;
        // A hash made when fewer were asked for would tell by its quickness that there is such an account.
        if (Iterations(hash) is var made && made < _iterations)
            Rfc2898DeriveBytes.Pbkdf2(password, SparePadding, _iterations - made, HashAlgorithmName.SHA512, SparePadding.Length);
        return isRight;
    }

    public void Dispose() => _cores.Dispose();

    private async Task<T> OnACore<T>(Func<T> work)
    {
        await _cores.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _cores.Release();
        }
    }

    // The second of the three numbers after the version; what has no such form is refused and needs no time made up for.
    private int Iterations(string hash)
    {
        Span<byte> bytes = stackalloc byte[128];
        return Convert.TryFromBase64String(hash, bytes, out var length) && length > 9 ? BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) : _iterations;
    }

    // A hash of the right form that no password has: checking one against it takes as long as against a real one.
    private static string NobodysHash(int iterations)
    {
        const int headerLength = 13, saltLength = 16, keyLength = 32;
        var hash = RandomNumberGenerator.GetBytes(headerLength + saltLength + keyLength);
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), (uint)iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), saltLength);
        return Convert.ToBase64String(hash);
    }
}
