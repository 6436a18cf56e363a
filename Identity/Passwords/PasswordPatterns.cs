namespace Tenantry.Identity;

/// <summary>Recognizes passwords that are long but hold little.</summary>
internal static class PasswordPatterns
{
    private const int MinSurprises = 5;

    private static readonly string[] KeyboardRows =
    [
        "`1234567890-=",
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    ];

    /// <summary>Whether the password is something shorter than <paramref name="minLength"/>, several times over.</summary>
    public static bool IsRepetition(string password, int minLength)
    {
        for (var unit = 1; unit < minLength && unit <= password.Length / 2; unit++)
        {
            // A text that equals itself moved along by one unit repeats that unit; the last may be cut off.
            if (password.AsSpan(unit).SequenceEqual(password.AsSpan(0, password.Length - unit)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the password consists of runs: equal characters, neighbours in the alphabet or in a row of the keyboard, in
    /// either direction. A character surprises if it does not continue the run of the two before it.
    /// </summary>
    public static bool IsSequence(string password)
    {
        var surprises = Math.Min(2, password.Length);
        for (var i = 2; i < password.Length; i++)
        {
            if (!Continues(password[i - 2], password[i - 1], password[i]))
                surprises++;
        }

        return surprises < MinSurprises;
    }

    private static bool Continues(char first, char second, char third)
    {
        var step = second - first;
        if (step is >= -1 and <= 1 && third - second == step)
            return true;

        foreach (var row in KeyboardRows)
        {
            var at = row.IndexOf(second, StringComparison.Ordinal);
            if (at <= 0 || at == row.Length - 1)
                continue;
            if ((row[at - 1] == first && row[at + 1] == third) || (row[at + 1] == first && row[at - 1] == third))
                return true;
        }

        return false;
    }
}
