namespace Tenantry.Identity;

/// <summary>
/// The passwords that leaks hold most often, the common English words and the common given names: the word lists inside the
/// package zxcvbn-core. Its estimator is not used, as it takes about a millisecond a password.
/// </summary>
internal static class CommonPasswords
{
    // Common letters in place of the digits and signs that stand for them; 1 is an i or an l.
    private const string Signs = "@4301!$57+";
    private const string Letters = "aaeoiisstt";

    private static readonly Lazy<HashSet<string>> Passwords = new(() => Read("passwords"));
    private static readonly Lazy<HashSet<string>> Words = new(() => Read("english", "female_names", "male_names"));

    /// <summary>Whether it is a common password or word, also with digits and signs around it or in place of letters.</summary>
    /// <param name="password">The password, lower-cased.</param>
    public static bool Has(string password)
    {
        if (IsCommon(password))
            return true;

        var end = password.Length;
        while (end > 0 && !char.IsLetter(password[end - 1]))
            end--;
        var start = 0;
        while (start < end && !char.IsLetter(password[start]))
            start++;

        // Signs at the front may be letters (4dmin), so both cuts are looked at.
        return IsCommonWord(password[..end]) || IsCommonWord(password[start..end]);
    }

    private static bool IsCommon(string text) => IsIn(Passwords.Value, text);

    private static bool IsCommonWord(string text) => text.Length > 0 && (IsCommon(text) || IsIn(Words.Value, text));

    private static bool IsIn(HashSet<string> list, string text)
        => list.Contains(text) || list.Contains(Plain(text, 'i')) || list.Contains(Plain(text, 'l'));

    private static string Plain(string text, char one) => string.Create(text.Length, (text, one), static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            var at = Signs.IndexOf(from.text[i], StringComparison.Ordinal);
            plain[i] = from.text[i] == '1' ? from.one : at < 0 ? from.text[i] : Letters[at];
        }
    });

    private static HashSet<string> Read(params string[] lists)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var name = $"zxcvbn-core.Dictionaries.{list}.lst";
            using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The package zxcvbn-core has no list {name}.");
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
                texts.Add(line.Trim().ToLowerInvariant());
        }

        return texts;
    }
}
