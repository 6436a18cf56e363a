using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api.Tests;

/// <summary>Sign-ups that are well-formed JSON and still not acceptable.</summary>
public sealed class SignupInputTests(ApiHost host)
{
    private const string BadSlug = "must be 3 to 40 of the letters a to z, digits and single inner hyphens";
    private const string BadEmail = "must be an email address of at most 254 characters";

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "organization.slug", "ab", BadSlug, "short slug" },
        { "organization.slug", new string('a', 41), BadSlug, "long slug" },
        { "organization.slug", "-acme", BadSlug, "hyphen first" },
        { "organization.slug", "ac--me", BadSlug, "two hyphens" },
        { "organization.slug", "ac me", BadSlug, "space" },
        { "organization.slug", "\u0430cme", BadSlug, "Cyrillic a" },
        { "organization.slug", "\u0251cme", BadSlug, "Latin alpha" },
        { "organization.slug", "acm\u00e9", BadSlug, "accent" },
        { "organization.slug", "ac\u200bme", BadSlug, "zero-width space" },
        { "organization.slug", "ac\u00adme", BadSlug, "soft hyphen" },
        { "organization.slug", "", BadSlug, "empty slug" },
        { "organization.slug", "admin", "is reserved", "reserved" },
        { "organization.slug", "API", "is reserved", "reserved in capitals" },
        { "organization.slug", "\uff57\uff57\uff57", "is reserved", "reserved in full width" },
        { "user.email", "nobody", BadEmail, "no at sign" },
        { "user.email", "@example.com", BadEmail, "no local part" },
        { "user.email", "a@", BadEmail, "no domain" },
        { "user.email", "a@b@example.com", BadEmail, "two at signs" },
        { "user.email", new string('a', 288) + "@example.com", BadEmail, "300 characters" },
        { "user.email", "a\\u0000@example.com", BadEmail, "control character" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_breaks_a_rule_is_named(string member, string value, string rule, string fault)
    {
        Assert.NotEmpty(fault);
        var body = Body(member, value);
        (await host.Http.Ask("POST", "/v1/signups", body)).IsProblem(
            400, "validation_failed", "/v1/signups", $$"""{"{{member}}":["{{rule}}"]}""", "The request breaks the rules named in errors.");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("qwertyuiop")]
    public async Task A_weak_password_is_refused_in_the_words_of_its_judge(string password)
    {
        var rule = host.Services.GetRequiredService<IPasswords>().Weakness(password);
        Assert.NotNull(rule);
        (await host.Http.Ask("POST", "/v1/signups", Body("user.password", password))).IsProblem(
            400, "validation_failed", "/v1/signups", $$"""{"user.password":["{{rule}}"]}""");
    }

    [Theory]
    [InlineData("user.email")]
    [InlineData("user.password")]
    [InlineData("organization.name")]
    [InlineData("organization.slug")]
    public async Task Sixty_thousand_characters_are_refused_politely(string member)
    {
        var reply = await host.Http.Ask("POST", "/v1/signups", Body(member, new string('x', 60_000)));
        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([member], reply.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static string Body(string member, string value)
    {
        var name = Unique.Name();
        return Tenant.Body(name) switch
        {
            var body when member == "organization.slug" => body.Replace("},\"user\"", $",\"slug\":\"{value}\"}},\"user\"", StringComparison.Ordinal),
            var body when member == "organization.name" => body.Replace($"\"{name}\"", $"\"{value}\"", StringComparison.Ordinal),
            var body when member == "user.email" => body.Replace($"{name}@example.com", value, StringComparison.Ordinal),
            var body => body.Replace(Tenant.Password, value, StringComparison.Ordinal),
        };
    }
}
