namespace Tenantry.Identity;

/// <summary>
/// Judges new passwords as NIST SP 800-63B section 5.1.1.2 asks: a length, no rules of composition, and a comparison with what
/// attackers try first: lists of common passwords and words (those of zxcvbn, which sees through capitals, look-alike
/// characters, repetitions, sequences and keyboard runs) and whatever is known about the user.
/// </summary>
internal static class PasswordStrength
{
    private const int MinLength = 10;
    private const int MaxLength = 128;
    private const int MinContextLength = 4;
    // At least 10^8 guesses by zxcvbn's estimate (10^4 s at 10^4 a second): far beyond what the log-in lets through.
    private const int MinScore = 2;
    // The estimator's work grows with the square of the length, and no weak password is longer than this.
    private const int JudgedLength = 32;

    private static readonly Lazy<Zxcvbn.Zxcvbn> Estimator = new(() => new Zxcvbn.Zxcvbn());

    public static string? Weakness(string password, ReadOnlySpan<string?> context)
    {
        var length = PasswordText.Length(password);
        if (length < 0)
            return "must be well-formed text";
        if (length < MinLength)
            return $"must have at least {MinLength} characters";
        if (length > MaxLength)
            return $"must have at most {MaxLength} characters";

        var normalized = PasswordText.Normalize(password);
        if (Contains(normalized, context))
            return "must not contain the email address or a name";

        var judged = normalized.Length > JudgedLength ? normalized[..JudgedLength] : normalized;
        return Estimator.Value.EvaluatePassword(judged).Score < MinScore
            ? "is too common or too easy to guess"
            : null;
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
