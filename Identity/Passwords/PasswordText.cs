using System.Text;

namespace Tenantry.Identity;

/// <summary>Reads what was typed as a password.</summary>
internal static class PasswordText
{
    /// <summary>
    /// The password in NFC, as RFC 8265 section 4.2 asks, so that it is the same from every keyboard. Half a surrogate pair has
    /// no normal form and is replaced; the strength check refuses it before it can become anybody's password.
    /// </summary>
    public static string Normalize(string password)
        => Ascii.IsValid(password) ? password : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password)).Normalize(NormalizationForm.FormC);

    /// <summary>Counts code points; -1 when the text is not well formed.</summary>
    public static int Length(string password)
    {
        var length = 0;
        for (var at = 0; at < password.Length; length++)
        {
            if (!Rune.TryGetRuneAt(password, at, out var rune))
                return -1;
            at += rune.Utf16SequenceLength;
        }

        return length;
    }
}
