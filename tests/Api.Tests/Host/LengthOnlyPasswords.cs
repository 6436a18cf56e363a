using Tenantry.Grains.Interfaces;

namespace Tenantry.Api.Tests;

/// <summary>Passwords whose only rule is their length, hashed for nobody to find.</summary>
internal sealed class LengthOnlyPasswords : IPasswords
{
    public string? Weakness(string password, params ReadOnlySpan<string?> context)
        => password.Length < 12 ? "must have at least 12 characters" : null;

    public Task<string> Hash(string password) => Task.FromResult($"hash of {password.Length} characters");

    public Task<bool> Verify(string? hash, string password) => Task.FromResult(hash == $"hash of {password.Length} characters");
}
