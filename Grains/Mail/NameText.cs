using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// Makes a name that a tenant chose fit for a mail which we sign. Mail programs turn anything that looks like an address into a
/// link, so an organization called <c>evil.example/login</c> would have us send out its link.
/// </summary>
internal static class NameText
{
    private const int MaxLength = 120;

    // Zero width space: invisible, and no address goes on across two of them.
    private const char Break = '\u200B';

    // Everything that addresses of sites and of people are joined by, with the full stops that host names may be written with.
    private static readonly SearchValues<char> Joints = SearchValues.Create("./:@\\\u3002\uFF0E\uFF0F\uFF1A\uFF20\uFF61");

    /// <summary>The name in one line, without what could be read as an address, and cut where no honest name goes on.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length >= MaxLength)
                return text.Append('…').ToString();

            if (rune.IsBmp && Joints.Contains((char)rune.Value))
                text.Append(Break).Append((char)rune.Value).Append(Break);
            else if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
                text.Append(' ');
            else if (!Reorders(rune.Value))
                text.Append(rune.ToString());
        }

        return text.ToString();
    }

    // Bidirectional controls make the rest of the line look like something else.
    private static bool Reorders(int c) => c is 0x061C or 0x200E or 0x200F or >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;
}
