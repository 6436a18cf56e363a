namespace Tenantry.Api.Tests;

/// <summary>An endpoint that reads a body, with what it takes to break it.</summary>
/// <param name="Name">The method and route template.</param>
/// <param name="Valid">A body it accepts.</param>
/// <param name="Member">The path of a text in the body.</param>
/// <param name="Required">The paths of what must be there.</param>
internal sealed record Writing(string Name, string Valid, string Member, params string[] Required)
{
    private const string Named = """{"name":"some-name"}""";

    public static readonly Writing[] All =
    [
        new("POST /v1/signups", Tenant.Body("some-name"), "user.email", "organization", "user"),
        new("PATCH /v1/me", Named, "name"),
        new("PATCH /v1/organizations/{org}", Named, "name"),
        new("POST /v1/organizations/{org}/projects", Named, "name", "name"),
        new("PATCH /v1/organizations/{org}/projects/{project}", Named, "name"),
        new("POST /v1/organizations/{org}/projects/{project}/environments", Named, "name", "name"),
        new("PATCH /v1/organizations/{org}/projects/{project}/environments/{environment}", Named, "name"),
        new("POST /v1/organizations/{org}/teams", Named, "name", "name"),
        new("PATCH /v1/organizations/{org}/teams/{team}", Named, "name"),
        new("PUT /v1/organizations/{org}/roles/some-role", """{"name":"some-name","permissions":[]}""", "name", "name", "permissions"),
        new("PUT /v1/organizations/{org}/company", """{"legalName":"some-name"}""", "legalName"),
        new("PATCH /v1/organizations/{org}/company", """{"address":{"lines":["some-name"],"country":"DE"}}""", "address.lines.0"),
        new("PUT /v1/admin/product", """{"onboarding":[{"key":"first","title":"some-name"}]}""", "onboarding.0.title"),
        new("POST /v1/admin/organizations/{org}/suspend", """{"reason":"some-name"}""", "reason", "reason"),
    ];

    public string Method => Name.Split(' ')[0];

    public string PathIn(Tenant tenant) => Name.Split(' ')[1]
        .Replace("{org}", tenant.Organization, StringComparison.Ordinal)
        .Replace("{project}", tenant.Project, StringComparison.Ordinal)
        .Replace("{environment}", tenant.Environment, StringComparison.Ordinal)
        .Replace("{team}", tenant.Team, StringComparison.Ordinal);

    public string? TokenIn(Tenant tenant)
        => Name.Contains("/admin/", StringComparison.Ordinal) ? tenant.Host.Operator
            : Required.Contains("user") ? null
            : tenant.Admin;

    /// <summary>The valid body with another value, as JSON, for the text.</summary>
    public string With(string json) => Valid.Replace(
        Member == "user.email" ? "\"some-name@example.com\"" : "\"some-name\"", json, StringComparison.Ordinal);
}
