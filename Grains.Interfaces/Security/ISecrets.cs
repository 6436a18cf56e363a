namespace Tenantry.Grains.Interfaces;

/// <summary>Encrypts what has to be stored and must be readable again, such as the seed of a second factor.</summary>
public interface ISecrets
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="purpose">What it is for; nothing else opens it.</param>
    /// <param name="secret">The secret.</param>
    string Protect(string purpose, string secret);

    /// <summary>Opens what <see cref="Protect"/> made; null when it was made for something else, with other keys, or was changed.</summary>
    /// <exception cref="StoreUnavailableException">The keys could not be read.</exception>
    string? Open(string purpose, string stored);
}
