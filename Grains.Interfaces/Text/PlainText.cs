using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>Reads one line of text that a person typed.</summary>
public static class PlainText
{
    /// <summary>
    /// Trims a text and brings it into NFC. Refused are texts with control characters, line separators, bidirectional overrides,
    /// which make a text look like another, and broken surrogates.
    /// </summary>
    public static bool TryNormalize(string? typed, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (typed is null)
            return false;

        foreach (var rune in typed.EnumerateRunes())
        {
            // A broken surrogate is enumerated as the replacement character, which is refused with it.
            if (rune == Rune.ReplacementChar || IsBidirectionalControl(rune.Value))
                return false;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
                return false;
        }

        text = typed.Trim().Normalize(NormalizationForm.FormC);
        return true;
    }

    private static bool IsBidirectionalControl(int c) => c is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;
}
