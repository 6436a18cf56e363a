namespace Tenantry.Api.Tests;

public sealed class MemberAdministrationTests(ApiHost host)
{
    [Fact]
    public async Task A_disabled_member_is_a_stranger_here_and_welcome_elsewhere()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, token) = await tenant.AddUser(Role.Manager);
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);

        var disabled = await tenant.Ask("POST", $"/members/{user}/disable");
        Assert.Equal((200, "true", "manager"), (disabled.Status, disabled.Json["disabled"]!.ToJsonString(), disabled.At("role")));

        (await host.Http.Ask("GET", tenant.Path, @as: token)).IsProblem(404, "organization_not_found", tenant.Path);
        var me = await host.Http.Ask("GET", "/v1/me", @as: token);
        Assert.DoesNotContain(me.Json["organizations"]!.AsArray(), organization => (string?)organization!["id"] == tenant.Organization);
        Assert.Single(me.Json["organizations"]!.AsArray());

        Assert.Equal("false", (await tenant.Ask("POST", $"/members/{user}/enable")).Json["disabled"]!.ToJsonString());
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);
    }

    [Fact]
    public async Task A_disabled_member_keeps_the_seat()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 1; i < 5; i++)
            await tenant.Add(Role.Member);
        var member = (await tenant.Ask("GET", "/members")).Json["data"]!.AsArray().First(one => (string?)one!["id"] != tenant.User)!;

        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{member["id"]}/disable")).Status);

        Assert.Equal(402, (await AddUser(tenant)).Status);
        Assert.Equal(5, (await tenant.Ask("GET", "/members")).Json["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_last_enabled_admin_cannot_be_disabled_or_left_alone_by_a_disabled_one()
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", $"/members/{tenant.User}/disable")).IsProblem(409, "last_admin", $"{tenant.Path}/members/{tenant.User}/disable");

        var (other, _) = await tenant.AddUser(Role.Admin);
        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{other}/disable")).Status);
        // The other one is an admin, but cannot come in.
        (await tenant.Ask("POST", "/leave")).IsProblem(409, "last_admin", $"{tenant.Path}/leave");
        (await tenant.Ask("POST", "/transfer-admin", $$"""{"to":"{{other}}","stepDownTo":"viewer"}"""))
            .IsProblem(409, "member_disabled", $"{tenant.Path}/transfer-admin");
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/members/{other}", """{"role":"member"}""")).Status);
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/members/{other}", """{"role":"admin"}""")).Status);
        Assert.Equal("true", (await tenant.Ask("GET", $"/members/{other}")).Json["disabled"]!.ToJsonString());
        (await tenant.Ask("POST", "/leave")).IsProblem(409, "last_admin", $"{tenant.Path}/leave");

        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{other}/enable")).Status);
        Assert.Equal(204, (await tenant.Ask("POST", "/leave")).Status);
    }

    [Fact]
    public async Task Nobody_disables_who_has_more_than_they_have()
    {
        var tenant = await Tenant.SignUp(host);
        var manager = await tenant.Add(Role.Manager);

        var path = $"{tenant.Path}/members/{tenant.User}/disable";
        var reply = await host.Http.Ask("POST", path, @as: manager);

        Assert.True(reply.Code is "role_above_own" or "permission_denied", reply.Text);
    }

    [Fact]
    public async Task What_happened_to_a_member_is_written_down()
    {
        var tenant = await Tenant.SignUp(host);
        var (user, _) = await tenant.AddUser(Role.Member);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (await tenant.Ask("POST", $"/members/{user}/disable")).Status);
        Assert.Equal(200, (await tenant.Ask("POST", $"/members/{user}/enable")).Status);

        var events = await host.Grains.Lists().Events(LogId.Of(OrganizationId.Wrap(tenant.Organization)), 0, 100);
        Assert.Equal(["member.disabled", "member.enabled"], events.Select(one => one.Event.Type).Where(type => type is "member.disabled" or "member.enabled"));
    }

    [Fact]
    public async Task A_tenants_admin_makes_an_account_that_is_a_member_at_once()
    {
        var tenant = await Tenant.SignUp(host);
        var email = $"{Unique.Name()}@example.com";

        var made = await tenant.Ask("POST", "/users", $$"""{"email":"{{email}}","name":"Grace","role":"manager","password":"{{Tenant.Password}}"}""");

        Assert.Equal((201, "manager", "Grace", $"{tenant.Path}/members/{made.At("id")}"), (made.Status, made.At("role"), made.At("name"), made.Header("Location")));
        var token = await host.SignIn(email, Tenant.Password);
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);
        var again = await tenant.Ask("POST", "/users", $$"""{"email":"{{email}}","password":"{{Tenant.Password}}"}""");
        again.IsProblem(409, "email_taken", $"{tenant.Path}/users", detail: "A user with this email address exists already; invite them instead.");
    }

    [Fact]
    public async Task The_same_key_makes_one_account_and_no_role_above_ones_own()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"email":"{{Unique.Name()}}@example.com","password":"{{Tenant.Password}}"}""";
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tenant.Ask("POST", "/users", body, ("Idempotency-Key", "one"))));

        Assert.All(replies, reply => Assert.Equal((201, replies[0].At("id")), (reply.Status, reply.At("id"))));
        Assert.Equal(2, (await tenant.Ask("GET", "/members")).Json["data"]!.AsArray().Count);
        Assert.Equal("validation_failed", (await tenant.Ask("POST", "/users", """{"email":"x","password":"violet-tractor-mumbles"}""")).Code);
    }

    [Fact]
    public async Task Without_a_seat_no_account_is_made()
    {
        var tenant = await Tenant.SignUp(host);
        var emails = Enumerable.Range(0, 12).Select(_ => $"{Unique.Name()}@example.com").ToArray();

        var replies = await Task.WhenAll(emails.Select(email => AddUser(tenant, email)));

        Assert.Equal(4, replies.Count(reply => reply.Status == 201));
        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal((402, "limit_reached"), (reply.Status, reply.Code)));
        foreach (var (email, reply) in emails.Zip(replies))
            Assert.Equal(
                reply.Status == 201 ? 1 : 0,
                (await host.Http.Ask("GET", $"/v1/admin/users?email={email}", @as: host.Operator)).Json["data"]!.AsArray().Count);
        Assert.Equal(5, (await tenant.Ask("GET", "/members")).Json["data"]!.AsArray().Count);
    }

    private static Task<Reply> AddUser(Tenant tenant, string? email = null)
        => tenant.Ask("POST", "/users", $$"""{"email":"{{email ?? $"{Unique.Name()}@example.com"}}","password":"{{Tenant.Password}}"}""");
}
