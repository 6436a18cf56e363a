using Microsoft.AspNetCore.Authorization;

namespace Tenantry.Api.Tests;

public sealed class StaffTests(ApiHost host)
{
    [Fact]
    public async Task An_operator_is_added_read_changed_and_listed()
    {
        var staff = await Staff.Add(host);

        var read = await host.Http.Ask("GET", staff.Path, @as: host.Operator);
        Assert.Equal((200, "\"1\"", "support", "false"), (read.Status, read.Tag, read.At("role"), read.Json["disabled"]!.ToJsonString()));
        var changed = await host.Http.Ask("PATCH", staff.Path, """{"role":"admin","name":"Ada"}""", host.Operator, ("If-Match", "\"1\""));
        Assert.Equal((200, "\"2\"", "admin", "Ada"), (changed.Status, changed.Tag, changed.At("role"), changed.At("name")));
        (await host.Http.Ask("PATCH", staff.Path, """{"name":"Bob"}""", host.Operator, ("If-Match", "\"1\"")))
            .IsProblem(412, "revision_mismatch", staff.Path);

        Assert.Contains(staff.Id, await All());
    }

    [Fact]
    public async Task An_address_is_one_operators_and_may_be_a_users_too()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(201, (await host.Http.Ask("POST", Staff.Operators, Staff.Body(tenant.Email, OperatorRole.Support), host.Operator)).Status);

        (await host.Http.Ask("POST", Staff.Operators, Staff.Body(tenant.Email.ToUpperInvariant(), OperatorRole.Support), host.Operator))
            .IsProblem(409, "email_taken", Staff.Operators);
        Assert.NotEmpty(await host.SignIn(tenant.Email, Tenant.Password));
    }

    [Fact]
    public async Task Of_many_who_want_one_address_at_once_one_gets_it()
    {
        var body = Staff.Body($"{Unique.Name()}@staff.example", OperatorRole.Support);

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Http.Ask("POST", Staff.Operators, body, host.Operator)));

        Assert.Equal([201, .. Enumerable.Repeat(409, 9)], replies.Select(reply => reply.Status).Order());
    }

    [Theory]
    [InlineData("""{"email":"nobody","password":"violet-tractor-mumbles"}""", "email")]
    [InlineData("""{"email":"ada@staff.example","password":"password"}""", "password")]
    [InlineData("""{"email":"ada@staff.example","password":"violet-tractor-mumbles","role":"owner"}""", "role")]
    [InlineData("""{"email":"ada@staff.example","password":"violet-tractor-mumbles","name":""}""", "name")]
    public async Task What_is_wrong_with_a_new_operator_is_named(string body, string member)
    {
        var reply = await host.Http.Ask("POST", Staff.Operators, body, host.Operator);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([member], reply.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Support_reads_everything_that_operators_see_and_changes_nothing()
    {
        var tenant = await Tenant.SignUp(host);
        var support = await Staff.Add(host);
        foreach (var route in Routes.Of(host).Where(route => route.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>() == CallerRequirement.Operators))
        {
            if (route.Endpoint.Metadata.GetMetadata<OwnAccount>() is not null)
                continue;

            var reply = await support.Ask(route.Method, route.PathIn(tenant), route.BodyIn(tenant));
            if (route.Method == "GET")
                Assert.True(reply.Status is 200 or 404, $"{route}: {reply.Status} {reply.Code}");
            else
                reply.IsProblem(403, "operator_admin_required", route.PathIn(tenant));
        }

        Assert.Equal(200, (await support.Ask("GET", "/v1/admin/me")).Status);
    }

    [Fact]
    public async Task A_role_counts_from_the_next_request_whatever_the_token()
    {
        var tenant = await Tenant.SignUp(host);
        var staff = await Staff.Add(host, OperatorRole.Admin);
        var suspend = $"/v1/admin/organizations/{tenant.Organization}/suspend";
        Assert.Equal(200, (await staff.Ask("POST", suspend, """{"reason":"unpaid"}""")).Status);

        Assert.Equal(200, (await host.Http.Ask("PATCH", staff.Path, """{"role":"support"}""", host.Operator)).Status);
        (await staff.Ask("POST", suspend, """{"reason":"unpaid"}""")).IsProblem(403, "operator_admin_required", suspend);

        Assert.Equal(200, (await host.Http.Ask("PATCH", staff.Path, """{"role":"admin"}""", host.Operator)).Status);
        Assert.Equal(200, (await staff.Ask("POST", suspend, """{"reason":"unpaid"}""")).Status);
    }

    [Fact]
    public async Task A_disabled_operators_tokens_are_dead_for_good()
    {
        var staff = await Staff.Add(host);
        Assert.Equal(200, (await staff.Ask("GET", "/v1/admin/me")).Status);

        var disabled = await host.Http.Ask("POST", $"{staff.Path}/disable", @as: host.Operator);
        Assert.Equal((200, "true"), (disabled.Status, disabled.Json["disabled"]!.ToJsonString()));
        (await staff.Ask("GET", "/v1/admin/me")).IsProblem(401, "unauthenticated", "/v1/admin/me");
        Assert.Equal("invalid_grant", await Refusal(staff));
        Assert.Equal(200, (await host.Http.Ask("POST", $"{staff.Path}/disable", @as: host.Operator)).Status);

        Assert.Equal(200, (await host.Http.Ask("POST", $"{staff.Path}/enable", @as: host.Operator)).Status);
        (await staff.Ask("GET", "/v1/admin/me")).IsProblem(401, "unauthenticated", "/v1/admin/me");
        Assert.NotEmpty(await host.SignIn(staff.Email, Tenant.Password, ("scope", "operator")));
    }

    [Fact]
    public async Task A_removed_operator_is_gone_and_the_address_is_free()
    {
        var staff = await Staff.Add(host);

        Assert.Equal(204, (await host.Http.Ask("DELETE", staff.Path, @as: host.Operator)).Status);

        (await staff.Ask("GET", "/v1/admin/me")).IsProblem(401, "unauthenticated", "/v1/admin/me");
        (await host.Http.Ask("GET", staff.Path, @as: host.Operator)).IsProblem(404, "operator_not_found", staff.Path);
        (await host.Http.Ask("DELETE", staff.Path, @as: host.Operator)).IsProblem(404, "operator_not_found", staff.Path);
        (await host.Http.Ask("POST", $"{staff.Path}/enable", @as: host.Operator)).IsProblem(404, "operator_not_found", $"{staff.Path}/enable");
        Assert.DoesNotContain(staff.Id, await All());
        Assert.Equal(201, (await host.Http.Ask("POST", Staff.Operators, Staff.Body(staff.Email, OperatorRole.Support), host.Operator)).Status);
    }

    [Fact]
    public async Task An_operator_changes_their_password_and_begins_afresh()
    {
        var staff = await Staff.Add(host);
        const string path = "/v1/admin/me/password";

        (await staff.Ask("POST", path, """{"current":"no such password","password":"orange-harbour-whistles"}""")).IsProblem(403, "password_wrong", path);
        Assert.Equal("validation_failed", (await staff.Ask("POST", path, $$"""{"current":"{{Tenant.Password}}","password":"password"}""")).Code);
        Assert.Equal(204, (await staff.Ask("POST", path, $$"""{"current":"{{Tenant.Password}}","password":"orange-harbour-whistles"}""")).Status);

        (await staff.Ask("GET", "/v1/admin/me")).IsProblem(401, "unauthenticated", "/v1/admin/me");
        Assert.Equal("invalid_grant", await Refusal(staff));
        Assert.NotEmpty(await host.SignIn(staff.Email, "orange-harbour-whistles", ("scope", "operator")));
    }

    [Fact]
    public async Task Guessing_the_password_that_is_to_be_changed_is_slowed()
    {
        var staff = await Staff.Add(host);
        Reply reply;
        var guesses = 0;
        do
            reply = await staff.Ask("POST", "/v1/admin/me/password", $$"""{"current":"guess {{guesses}}","password":"orange-harbour-whistles"}""");
        while (reply.Code == "password_wrong" && ++guesses < 20);

        Assert.Equal((429, "too_many_attempts", 5), (reply.Status, reply.Code, guesses));
        Assert.NotNull(reply.Header("Retry-After"));
    }

    private async Task<List<string>> All()
    {
        var ids = new List<string>();
        for (var path = Staff.Operators; ; path = $"{Staff.Operators}?after={Uri.EscapeDataString((string)(await Page(path)).Json["page"]!["next"]!)}")
        {
            var page = await Page(path);
            ids.AddRange(page.Json["data"]!.AsArray().Select(one => (string)one!["id"]!));
            if (page.Json["page"]!["next"] is null)
                return ids;
        }
    }

    private Task<Reply> Page(string path) => host.Http.Ask("GET", path, @as: host.Operator);

    private async Task<string?> Refusal(Staff staff)
        => (await host.LogIn(staff.Email, Tenant.Password, ("scope", "operator"))).At("error");
}
