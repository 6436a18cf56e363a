namespace Tenantry.Api.Tests;

public sealed class JoinTests(ApiHost host)
{
    [Fact]
    public async Task A_suggested_organization_is_joined()
    {
        var (tenant, domain) = await Owner("suggested");
        var (id, token) = await UserAt(domain);
        Assert.Empty((await Suggestions(token)).Json["data"]!.AsArray());
        Assert.Equal("false", (await host.Http.Ask("GET", "/v1/me", @as: token)).At("emailVerified"));

        await host.Grains.User(id).VerifyEmail();
        Assert.Equal("true", (await host.Http.Ask("GET", "/v1/me", @as: token)).At("emailVerified"));
        Assert.Equal(
            $$$"""{"data":[{"id":"{{{tenant.Organization}}}","name":"{{{tenant.Slug}}}","slug":"{{{tenant.Slug}}}"}],"page":{"next":null}}""",
            (await Suggestions(token)).Text);

        var joined = await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token);
        Assert.Equal((201, id.Value, "member", $"{tenant.Path}/members/{id}"), (joined.Status, joined.At("id"), joined.At("role"), joined.Header("Location")));
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);
        Assert.Empty((await Suggestions(token)).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task Who_has_not_proven_the_address_is_told_so()
    {
        var (tenant, domain) = await Owner("suggested");
        var (_, token) = await UserAt(domain);

        (await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token)).IsProblem(403, "email_not_verified", $"{tenant.Path}/join");
    }

    [Fact]
    public async Task Everybody_else_finds_nothing()
    {
        var (tenant, domain) = await Owner("automatic");
        var closed = await Owner("none");
        var (sub, subToken) = await UserAt($"sub.{domain}");
        var (inside, insideToken) = await UserAt(closed.Domain);
        await host.Grains.User(sub).VerifyEmail();
        await host.Grains.User(inside).VerifyEmail();

        foreach (var (path, token) in ((string, string)[])
            [(tenant.Path, subToken), (tenant.Path, insideToken), (closed.Tenant.Path, insideToken), ($"/v1/organizations/{Unique.Id<OrganizationId>()}", insideToken)])
            (await host.Http.Ask("POST", $"{path}/join", @as: token)).IsProblem(
                404, "organization_not_found", $"{path}/join", detail: $"There is no organization {path.Split('/')[^1]} that you can see.");
        Assert.Empty((await Suggestions(subToken)).Json["data"]!.AsArray());
        Assert.Empty((await Suggestions(insideToken)).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task Without_a_seat_nobody_joins()
    {
        var (tenant, domain) = await Owner("suggested");
        for (var i = 0; i < 4; i++)
            await tenant.Add(Role.Member);
        var (id, token) = await UserAt(domain);
        await host.Grains.User(id).VerifyEmail();

        var refused = await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token);
        Assert.Equal((402, "limit_reached", "users", "5"), (refused.Status, refused.Code, refused.At("meter"), refused.At("limit")));
    }

    [Fact]
    public async Task Who_is_disabled_there_is_offered_nothing_and_finds_no_door()
    {
        var (tenant, domain) = await Owner("suggested");
        var (id, token) = await UserAt(domain);
        await host.Grains.User(id).VerifyEmail();
        Assert.Equal(201, (await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token)).Status);

        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{id}/disable")).Status);

        Assert.Empty((await Suggestions(token)).Json["data"]!.AsArray());
        (await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token)).IsProblem(404, "organization_not_found", $"{tenant.Path}/join");
        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{id}/enable")).Status);
        Assert.Equal(201, (await host.Http.Ask("POST", $"{tenant.Path}/join", @as: token)).Status);
    }

    private Task<Reply> Suggestions(string token) => host.Http.Ask("GET", "/v1/me/suggestions", @as: token);

    private async Task<(Tenant Tenant, string Domain)> Owner(string enrolment)
    {
        var tenant = await Tenant.SignUp(host);
        var domain = $"{Unique.Name()}.example";
        await tenant.Own(domain, enrolment);
        return (tenant, domain);
    }

    private async Task<(UserId Id, string Token)> UserAt(string domain)
    {
        var name = Unique.Name();
        var reply = await host.Http.Ask("POST", "/v1/signups", Tenant.Body(name).Replace("example.com", domain, StringComparison.Ordinal));
        Assert.Equal(201, reply.Status);
        return (UserId.Wrap(reply.At("user.id")!), await host.SignIn($"{name}@{domain}", Tenant.Password));
    }
}
