using System.Globalization;

namespace Tenantry.Grains;

/// <summary>What company details must look like.</summary>
internal static class CompanyRules
{
    private const int MostLines = 4;
    private const int LargestCompany = 10_000_000;

    /// <summary>The details as they are kept: trimmed, in NFC.</summary>
    public static CompanyView Check(CompanyView given, FieldRules rules)
    {
        if (given.Size is < 1 or > LargestCompany)
            rules.Break("size", $"must be a whole number from 1 to {LargestCompany}");

        return new CompanyView
        {
            LegalName = rules.OptionalLine("legalName", given.LegalName, maxLength: 200),
            Website = Website(rules, given.Website),
            Size = given.Size,
            Address = given.Address is { } address ? Address(rules, address) : null,
        };
    }

    /// <summary>Everything before and after.</summary>
    public static (string Name, string? Before, string? After)[] Changes(CompanyView before, CompanyView after) =>
    [
        ("legalName", before.LegalName, after.LegalName),
        ("website", before.Website, after.Website),
        ("size", Text(before.Size), Text(after.Size)),
        ("address", before.Address?.ToString(), after.Address?.ToString()),
    ];

    private static string? Text(int? size) => size?.ToString(CultureInfo.InvariantCulture);

    private static string? Website(FieldRules rules, string? given)
    {
        if (rules.OptionalLine("website", given, maxLength: 500) is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || text.Contains(' ', StringComparison.Ordinal))
            rules.Break("website", "must be an absolute http or https address without a user name");
        return text;
    }

    private static PostalAddress Address(FieldRules rules, PostalAddress given)
    {
        if (given.Lines.Length > MostLines)
            rules.Break("address.lines", $"must hold at most {MostLines} lines");
        if (!CountryCodes.Contains(given.Country))
            rules.Break("address.country", "must be the two capital letters of a country (ISO 3166-1 alpha-2)");

        return new PostalAddress
        {
            Lines = [.. given.Lines.Take(MostLines).Select((line, i) => rules.Line($"address.lines.{i}", line))],
            City = rules.OptionalLine("address.city", given.City),
            State = rules.OptionalLine("address.state", given.State),
            PostalCode = rules.OptionalLine("address.postalCode", given.PostalCode, maxLength: 20),
            Country = given.Country,
        };
    }
}
