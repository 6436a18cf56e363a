using System.Globalization;

namespace Tenantry.Bench;

/// <summary>The customers that signed up at one server. Their names and addresses follow from their number.</summary>
internal sealed class Tenants
{
    private const string Password = "plum-Harbour-71-kestrel";

    private readonly List<Tenant> _all = [];
    private int _last;

    /// <summary>Those whose sign-up was answered.</summary>
    public IReadOnlyList<Tenant> All => _all;

    /// <summary>A number not given before, always of the same length.</summary>
    public string NextNumber() => (++_last).ToString("x8", CultureInfo.InvariantCulture);

    public void Add(string number, string organization, string user) => _all.Add(new Tenant(Email(number), organization, user));

    /// <summary>The body of a sign-up.</summary>
    public static string Signup(string number) =>
        $$$"""
        {
          "organization": { "name": "Company {{{number}}} Limited", "slug": "company-{{{number}}}" },
          "user": { "email": "{{{Email(number)}}}", "name": "Founder {{{number}}}", "password": "{{{Password}}}" }
        }
        """;

    /// <summary>The body of a log-in.</summary>
    public static string Login(Tenant tenant)
        => $"grant_type=password&username={Uri.EscapeDataString(tenant.Email)}&password={Uri.EscapeDataString(Password)}";

    private static string Email(string number) => $"founder-{number}@bench.example";
}

/// <param name="Email">The founder's address.</param>
/// <param name="Organization">The organization's id.</param>
/// <param name="User">The founder's id.</param>
internal sealed record Tenant(string Email, string Organization, string User)
{
    /// <summary>The founder's access token, once there is one.</summary>
    public string? Token { get; set; }
}
