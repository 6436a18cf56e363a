using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The secret that an invited one holds. Its text says which invitation it is for, so that no index is needed to find it: a
/// prefix, the organization, the invitation, and 256 random bits, all in base32. Neither stored nor logged.
/// </summary>
/// <param name="Organization">The organization.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="Hash">The SHA-256 of the secret, in hexadecimal: all that may be stored.</param>
public readonly record struct InvitationToken(OrganizationId Organization, InvitationId Invitation, string Hash)
{
    /// <summary>What every token begins with, so that a scanner of secrets recognizes one that was lost.</summary>
    public const string Prefix = "invt_";

    private const int IdLength = 26;
    private const int SecretLength = 52;

    /// <summary>A fresh token.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="invitation">The invitation.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <param name="text">The whole token, for the invited one alone.</param>
    public static InvitationToken Issue(OrganizationId organization, InvitationId invitation, ReadOnlySpan<byte> secret, out string text)
    {
        var encoded = Base32.Encode(secret);
        text = $"{Prefix}{organization.Value.AsSpan(OrganizationId.Prefix.Length)}{invitation.Value.AsSpan(InvitationId.Prefix.Length)}{encoded}";
        return new(organization, invitation, HashOf(encoded));
    }

    /// <summary>Reads a token. It may have come by mail, so white space around it is forgiven.</summary>
    public static bool TryParse(string? typed, out InvitationToken token)
    {
        token = default;
        if (typed is null || typed.Length > 1000)
            return false;

        var text = typed.Trim();
        if (text.Length != Prefix.Length + (2 * IdLength) + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        var (organizationAt, invitationAt, secretAt) = (Prefix.Length, Prefix.Length + IdLength, Prefix.Length + (2 * IdLength));
        if (!TypedId.TryParse<OrganizationId>($"{OrganizationId.Prefix}{text.AsSpan(organizationAt, IdLength)}", out var organization)
            || !TypedId.TryParse<InvitationId>($"{InvitationId.Prefix}{text.AsSpan(invitationAt, IdLength)}", out var invitation)
            || !Base32.IsEncoded(text.AsSpan(secretAt)))
            return false;

        token = new(organization, invitation, HashOf(text[secretAt..]));
        return true;
    }

    public override string ToString() => Invitation.Value;

    // Of the text and not of its bits, because the first character has spare ones: each token has exactly one spelling.
    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
