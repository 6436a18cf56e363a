namespace Tenantry.Api.Tests;

public sealed class SignupTests(ApiHost host)
{
    [Fact]
    public async Task A_sign_up_makes_the_organization_its_admin_and_a_project()
    {
        var name = Unique.Name();
        var reply = await host.Http.Ask("POST", "/v1/signups", Tenant.Body(name));

        Assert.Equal(201, reply.Status);
        Assert.Equal("application/json", reply.MediaType);
        Assert.Equal($"/v1/organizations/{reply.At("organization.id")}", reply.Headers.Location?.ToString());
        Assert.Equal(name, reply.At("organization.name"));
        Assert.Equal(name, reply.At("organization.slug"));
        Assert.Equal("active", reply.At("organization.status"));
        Assert.Equal("trial", reply.At("organization.subscription.plan"));
        Assert.Equal("trialing", reply.At("organization.subscription.status"));
        Assert.Equal("3", reply.At("organization.subscription.limits.projects"));
        Assert.EndsWith("Z", reply.At("organization.subscription.trialEndsAt"), StringComparison.Ordinal);
        Assert.Equal($"{name}@example.com", reply.At("user.email"));
        Assert.Equal("Ada", reply.At("user.name"));
        Assert.Equal("admin", reply.At("user.role"));
        var environments = reply.Json["project"]!["environments"]!.AsArray();
        Assert.Equal(["production", "development"], environments.Select(environment => (string?)environment!["name"]));
        Assert.Equal(2, environments.Select(environment => (string?)environment!["key"]).Distinct().Count());
    }

    [Fact]
    public async Task A_taken_email_address_is_a_conflict()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await host.Http.Ask("POST", "/v1/signups", Tenant.Body(tenant.Email.Split('@')[0]));

        Assert.Equal((409, "email_taken"), (reply.Status, reply.Code));
        Assert.Null(reply.Headers.Location);
    }

    [Fact]
    public async Task A_taken_slug_is_a_conflict()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await host.Http.Ask(
            "POST", "/v1/signups", Tenant.Body(Unique.Name()).Replace("},\"user\"", $",\"slug\":\"{tenant.Slug.ToUpperInvariant()}\"}},\"user\"", StringComparison.Ordinal));

        Assert.Equal((409, "slug_taken"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_founder_can_sign_in_and_sees_the_organization()
    {
        var tenant = await Tenant.SignUp(host);
        var me = await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin);

        Assert.Equal(200, me.Status);
        Assert.Equal(tenant.User, me.At("id"));
        var organization = Assert.Single(me.Json["organizations"]!.AsArray())!;
        Assert.Equal(
            $$"""{"id":"{{tenant.Organization}}","name":"{{tenant.Slug}}","slug":"{{tenant.Slug}}","status":"active","role":"admin"}""",
            organization.ToJsonString());
    }
}
