namespace Tenantry.Api.Tests;

/// <summary>A tenant that has just signed up.</summary>
/// <param name="Host">Where.</param>
/// <param name="Organization">The organization's id.</param>
/// <param name="User">The admin's id.</param>
/// <param name="Admin">The admin's token.</param>
/// <param name="Project">The id of the first project.</param>
/// <param name="Team">The id of a team, with nobody in it and no role.</param>
/// <param name="Email">The admin's email address.</param>
/// <param name="Slug">The organization's slug.</param>
internal sealed record Tenant(
    ApiHost Host, string Organization, string User, string Admin, string Project, string Team, string Email, string Slug)
{
    public const string Password = "violet-tractor-mumbles";

    /// <summary>The id of the first project's production.</summary>
    public string Environment { get; private init; } = "";

    /// <summary>The id of the first project's development.</summary>
    public string Target { get; private init; } = "";

    public string Path => $"/v1/organizations/{Organization}";

    /// <summary>The address of the production environment, under the organization's.</summary>
    public string EnvironmentPath => $"/projects/{Project}/environments/{Environment}";

    public static async Task<Tenant> SignUp(ApiHost host)
    {
        var reply = await host.Http.Ask("POST", "/v1/signups", Body(Unique.Name()));
        Assert.Equal(201, reply.Status);
        var email = reply.At("user.email")!;
        var organization = reply.At("organization.id")!;
        var team = await host.Grains.Commands().Run(
            new CreateTeam { Organization = OrganizationId.Wrap(organization), Name = "Everybody", Actor = Actor.System });
        return new(
            host,
            organization,
            reply.At("user.id")!,
            await host.SignIn(email, Password),
            reply.At("project.id")!,
            ((TeamView)team.Value!).Id.Value,
            email,
            reply.At("organization.slug")!)
        {
            Environment = (string)reply.Json["project"]!["environments"]![0]!["id"]!,
            Target = (string)reply.Json["project"]!["environments"]![1]!["id"]!,
        };
    }

    public static string Body(string name)
        => $$$"""{"organization":{"name":"{{{name}}}"},"user":{"email":"{{{name}}}@example.com","name":"Ada","password":"{{{Password}}}"}}""";

    public Task<Reply> Ask(string method, string path, string? body = null, params (string Name, string Value)[] headers)
        => Host.Http.Ask(method, Path + path, body, Admin, headers);

    /// <summary>Makes the admin of a new tenant a member of this one too; answers their token.</summary>
    public async Task<string> Add(Role role) => (await AddUser(role)).Token;

    /// <summary>As <see cref="Add"/>, with the new member's id.</summary>
    public async Task<(string User, string Token)> AddUser(Role role)
    {
        var other = await SignUp(Host);
        var made = await Host.Http.Ask(
            "POST", $"/v1/admin/organizations/{Organization}/members", $$"""{"user":"{{other.User}}","role":"{{role.Name()}}"}""", Host.Operator);
        Assert.Equal(201, made.Status);
        return (other.User, other.Admin);
    }

    /// <summary>Adds a domain and verifies it.</summary>
    public async Task Own(string domain, string enrolment = "none")
    {
        Host.Dns.Publish((await Ask("POST", "/domains", $$"""{"domain":"{{domain}}","enrolment":"{{enrolment}}"}""")).Json["proof"]!);
        Assert.Equal(200, (await Ask("POST", $"/domains/{domain}/verify")).Status);
    }

    /// <summary>Tells the access policy other terms than the subscription made, as a change of plan would.</summary>
    public async Task Follow(Func<OrganizationTerms, OrganizationTerms> change)
    {
        var organization = OrganizationId.Wrap(Organization);
        var terms = change((await Host.Grains.Organization(organization).GetTerms())!);
        await Host.Grains.AccessPolicy(organization).Follow(terms with { Ordinal = Unique.Ordinal() });
    }

    public async Task Suspend()
        => Assert.Equal(200, (await Host.Http.Ask("POST", $"/v1/admin/organizations/{Organization}/suspend", """{"reason":"unpaid"}""", Host.Operator)).Status);
}

internal static class Unique
{
    private static int count;

    /// <summary>A name, short enough for a slug, that no other test uses.</summary>
    public static string Name() => $"acme-{Interlocked.Increment(ref count)}";

    /// <summary>A number above every other.</summary>
    public static long Ordinal() => 1_000_000 + Interlocked.Increment(ref count);

    public static T Id<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());
}
