using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// The token in the mail that a new account gets. Most sign-ups would store it and never hear of it again, which costs each of them a
/// call and a write; so it is not random but follows from the account, by a key of this deployment, and nothing is stored.
/// </summary>
internal sealed class FirstProof(ServerSecret secret)
{
    private byte[]? _key;

    /// <summary>The token of an account with this address.</summary>
    public async ValueTask<(AccountToken Token, string Text)> Of(UserId user, string email)
    {
        _key ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, await secret.Get(), 32, info: "verify-email"u8.ToArray());
        var token = AccountToken.Issue(user, HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.Value}\n{email}")), out var text);
        return (token, text);
    }
}
