using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an app client can be.</summary>
internal static class ClientRules
{
    public const int MostClients = 50;

    private const int MostOrigins = 10;
    private const int MostAudiences = 5;
    private const int LongestText = 120;

    private static readonly ImmutableArray<string> Known = [ClientGrants.Password, ClientGrants.RefreshToken, ClientGrants.ClientCredentials];

    public static ImmutableArray<string> Grants(FieldRules rules, ImmutableArray<string> grants, ClientType type)
    {
        if (grants.IsEmpty || grants.Any(grant => !Known.Contains(grant)))
            rules.Break("grants", $"must be some of {string.Join(", ", Known)}");
        else if (type == ClientType.Public && grants.Contains(ClientGrants.ClientCredentials))
            rules.Break("grants", $"must not have {ClientGrants.ClientCredentials}, since a public client has no credentials");
        return [.. Known.Intersect(grants)];
    }

    public static ImmutableArray<string> Origins(FieldRules rules, ImmutableArray<string> origins)
    {
        if (origins.Length > MostOrigins)
            rules.Break("origins", $"must be at most {MostOrigins}");
        foreach (var (index, origin) in origins.Index().Take(MostOrigins))
        {
            if (!IsOrigin(origin))
                rules.Break($"origins.{index}", "must be an origin as browsers send it, such as https://app.example.com");
        }

        return [.. origins.Distinct()];
    }

    public static ImmutableArray<string> Audiences(FieldRules rules, ImmutableArray<string> audiences)
    {
        if (audiences.Length is 0 or > MostAudiences)
            rules.Break("audiences", $"must be 1 to {MostAudiences}");
        foreach (var (index, audience) in audiences.Index().Take(MostAudiences))
        {
            if (audience.Length is 0 or > LongestText || audience.Any(c => c is < '!' or > '~' or '"' or '\\'))
                rules.Break($"audiences.{index}", $"must be 1 to {LongestText} visible ASCII characters without quotes and backslashes");
            else if (audience == Interfaces.Audiences.Operators)
                rules.Break($"audiences.{index}", "is the operators'");
        }

        return [.. audiences.Distinct()];
    }

    // Compared as text with what browsers send, so only that spelling is of use: no path, no default port, no capital letter.
    private static bool IsOrigin(string text)
        => text.Length <= LongestText && text.All(char.IsAscii)
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;
}
