namespace Tenantry.Grains.Interfaces;

/// <summary>What a confidential app client holds. Neither stored nor logged.</summary>
/// <param name="Id">The client.</param>
/// <param name="Hash">The SHA-256 of the text, in hexadecimal: all that may be stored.</param>
public readonly record struct ClientSecretText(ClientId Id, string Hash)
{
    private const string Head = ApiKeyText.Prefix + "cli_";
    private const int IdLength = 26;

    /// <summary>A fresh text.</summary>
    /// <param name="id">The client.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <param name="text">The whole text, for the client alone.</param>
    public static ClientSecretText Issue(ClientId id, ReadOnlySpan<byte> secret, out string text)
    {
        text = IssuedSecret.Text($"{Head}{id.Value.AsSpan(ClientId.Prefix.Length)}_", secret);
        return new(id, IssuedSecret.HashOf(text));
    }

    /// <summary>Reads a secret.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ClientSecretText secret)
    {
        secret = default;
        if (!text.StartsWith(Head, StringComparison.Ordinal) || !IssuedSecret.IsWhole(text, Head.Length + IdLength + 1) || text[Head.Length + IdLength] != '_'
            || !TypedId.TryParse<ClientId>($"{ClientId.Prefix}{text.Slice(Head.Length, IdLength)}", out var id))
            return false;

        secret = new(id, IssuedSecret.HashOf(text));
        return true;
    }

    public override string ToString() => Id.Value;
}
