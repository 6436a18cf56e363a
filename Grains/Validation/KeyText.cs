using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>What the keys of meters, features and flags look like.</summary>
internal static partial class KeyText
{
    public const string Rule = "must be 1 to 40 letters, digits and hyphens, beginning with a letter";

    public static bool IsKey(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,39}\z")]
    private static partial Regex Pattern();
}
