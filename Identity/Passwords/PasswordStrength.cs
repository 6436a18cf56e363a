namespace Tenantry.Identity;

/// <summary>
/// Judges new passwords as NIST SP 800-63B section 5.1.1.2 asks: a length, no rules of composition, and a comparison with what
/// attackers try first. Costs microseconds: a sign-up can afford no more.
/// </summary>
internal static class PasswordStrength
{
    private const int MinLength = 10;
    private const int MaxLength = 128;
    private const int MinContextLength = 4;

    /// <summary>Why the password must not be used; null when it may.</summary>
    /// <param name="password">The password.</param>
    /// <param name="context">The email address and the names of whoever wants it.</param>
    public static string? Weakness(string password, ReadOnlySpan<string?> context)
    {
        var length = PasswordText.Length(password);
        if (length < 0)
            return "must be well-formed text";
        if (length < MinLength)
            return $"must have at least {MinLength} characters";
        if (length > MaxLength)
            return $"must have at most {MaxLength} characters";

        var normalized = PasswordText.Normalize(password).ToLowerInvariant();
        if (Contains(normalized, context))
            return "must not contain the email address or a name";
        if (PasswordPatterns.IsRepetition(normalized, MinLength) || PasswordPatterns.IsSequence(normalized))
            return "must not be a repetition or a simple sequence";
        return CommonPasswords.Has(normalized) ? "must not be a common password" : null;
    }

    private static bool Contains(string password, ReadOnlySpan<string?> context)
    {
        foreach (var text in context)
        {
            if (text is null)
                continue;

            // Of an email address the part before the @ counts; of a name each word, and the whole.
            var at = text.IndexOf('@', StringComparison.Ordinal);
            var known = PasswordText.Normalize(at > 0 ? text[..at] : text);
            if (IsIn(known, password) || known.Split(' ').Any(word => IsIn(word, password)))
                return true;
        }

        return false;
    }

    private static bool IsIn(string known, string password)
        => known.Length >= MinContextLength && password.Contains(known, StringComparison.OrdinalIgnoreCase);
}
