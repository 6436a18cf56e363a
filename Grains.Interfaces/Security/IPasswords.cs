namespace Tenantry.Grains.Interfaces;

/// <summary>Judges, hashes and checks passwords. Heavy work runs off the caller's thread.</summary>
public interface IPasswords
{
    /// <summary>Why a password must not be used, in a sentence; null when it may.</summary>
    /// <param name="password">The password.</param>
    /// <param name="context">What an attacker would try first: the email, the names.</param>
    string? Weakness(string password, params ReadOnlySpan<string?> context);

    /// <summary>Hashes a password with a salt of its own.</summary>
    Task<string> Hash(string password);

    /// <summary>Whether the password is the hashed one. Takes as long for a null hash, so that time tells nothing.</summary>
    Task<bool> Verify(string? hash, string password);
}
