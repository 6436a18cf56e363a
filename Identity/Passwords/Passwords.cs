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
    private readonly PasswordHasher<Passwords> _hasher;
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
    private readonly string _nobodysHash;

    public Passwords(IOptions<IdentitySettings> settings)
    {
        var iterations = settings.Value.PasswordIterations;
        _hasher = new PasswordHasher<Passwords>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        _nobodysHash = NobodysHash(iterations);
    }

    public string? Weakness(string password, params ReadOnlySpan<string?> context) => PasswordStrength.Weakness(password, context);

    public Task<string> Hash(string password) => OnACore(() => _hasher.HashPassword(this, PasswordText.Normalize(password)));

    public async Task<bool> Verify(string? hash, string password)
    {
        var isRight = await OnACore(
            () => _hasher.VerifyHashedPassword(this, hash ?? _nobodysHash, PasswordText.Normalize(password)) != PasswordVerificationResult.Failed);
        return isRight && hash is not null;
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
