
namespace Tenantry.Grains.Tests;

/// <summary>Passwords without the work of hashing, which belongs to another room and has its tests there.</summary>
internal sealed class PlainPasswords : IPasswords
{
    public string? Weakness(string password, params ReadOnlySpan<string?> context)
        => password.Length < 10 ? "must have at least 10 characters" : null;

    public Task<string> Hash(string password) => Task.FromResult($"plain:{password}");

    public Task<bool> Verify(string? hash, string password) => Task.FromResult(hash == $"plain:{password}");
}
