namespace Tenantry.Grains.Tests;

/// <summary>Secrets marked instead of encrypted, which belongs to another room and has its tests there.</summary>
internal sealed class PlainSecrets : ISecrets
{
    public string Protect(string purpose, string secret) => $"{purpose}:{secret}";

    public string? Open(string purpose, string stored)
        => stored.StartsWith($"{purpose}:", StringComparison.Ordinal) ? stored[(purpose.Length + 1)..] : null;
}
