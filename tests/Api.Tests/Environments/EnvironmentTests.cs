namespace Tenantry.Api.Tests;

public sealed class EnvironmentTests(ApiHost host)
{
    [Fact]
    public async Task An_environment_is_made_read_and_renamed()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", $"/projects/{tenant.Project}/environments", """{"name":"staging"}""");
        var path = made.Headers.Location!.ToString();
        Assert.Equal($"{tenant.Path}/projects/{tenant.Project}/environments/{made.At("id")}", path);

        var read = await host.Http.Ask("GET", path, @as: tenant.Admin);
        Assert.Equal((200, made.Text, "\"1\""), (read.Status, read.Text, read.Tag));
        Assert.Equal(304, (await host.Http.Ask("GET", path, @as: tenant.Admin, headers: ("If-None-Match", "\"1\""))).Status);

        var renamed = await host.Http.Ask("PATCH", path, """{"name":"preview"}""", tenant.Admin, ("If-Match", "\"1\""));
        Assert.Equal((200, "preview", "\"2\""), (renamed.Status, renamed.At("name"), renamed.Tag));
        (await host.Http.Ask("PATCH", path, """{"name":"x"}""", tenant.Admin, ("If-Match", "\"1\""))).IsProblem(412, "revision_mismatch", path);
        (await host.Http.Ask("PATCH", path, """{"name":"PRODUCTION"}""", tenant.Admin)).IsProblem(409, "environment_name_taken", path);
        Assert.Equal("Preview", (await host.Http.Ask("PATCH", path, """{"name":"Preview"}""", tenant.Admin)).At("name"));
        Assert.Equal("\"3\"", (await host.Http.Ask("PATCH", path, "{}", tenant.Admin)).Tag);
    }

    [Fact]
    public async Task A_key_is_rotated_with_an_overlap_that_can_be_ended()
    {
        var tenant = await Tenant.SignUp(host);
        var first = (await tenant.Ask("GET", tenant.EnvironmentPath)).At("key")!;

        var rotated = await tenant.Ask("POST", $"{tenant.EnvironmentPath}/rotate-key", """{"overlapMinutes":5}""");
        var second = rotated.At("key")!;
        Assert.Equal((200, first, "\"2\""), (rotated.Status, rotated.At("previousKey.key"), rotated.Tag));
        Assert.EndsWith("Z", rotated.At("previousKey.validUntil"), StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal((200, 200), ((await Resolve(first)).Status, (await Resolve(second)).Status));

        Assert.Equal(204, (await tenant.Ask("DELETE", $"{tenant.EnvironmentPath}/previous-key")).Status);
        Assert.Equal(204, (await tenant.Ask("DELETE", $"{tenant.EnvironmentPath}/previous-key")).Status);
        (await Resolve(first)).IsProblem(404, "environment_key_not_found", "/v1/environments/resolve");
        Assert.Equal(200, (await Resolve(second)).Status);
        Assert.Null((await tenant.Ask("GET", tenant.EnvironmentPath)).At("previousKey"));
    }

    [Fact]
    public async Task A_rotation_with_a_key_is_done_once()
    {
        var tenant = await Tenant.SignUp(host);
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tenant.Ask(
            "POST", $"{tenant.EnvironmentPath}/rotate-key", "{}", ("Idempotency-Key", "rotate"))));
        Assert.Single(replies.Select(reply => (reply.Status, reply.Text, reply.Tag)).Distinct());
        Assert.Equal("\"2\"", (await tenant.Ask("GET", tenant.EnvironmentPath)).Tag);
    }

    [Theory]
    [InlineData("""{"overlapMinutes":-1}""", "must be a number from 0 to 10080")]
    [InlineData("""{"overlapMinutes":10081}""", "must be a number from 0 to 10080")]
    [InlineData("""{"overlapMinutes":"5"}""", "is not valid")]
    [InlineData("""{"overlapMinutes":1.5}""", "is not valid")]
    [InlineData("""{"overlapMinutes":null}""", "must not be null")]
    public async Task An_overlap_that_is_none_is_named(string body, string rule)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", $"{tenant.EnvironmentPath}/rotate-key", body)).IsProblem(
            400, "validation_failed", $"{tenant.Path}{tenant.EnvironmentPath}/rotate-key", $$"""{"overlapMinutes":["{{rule}}"]}""");
    }

    [Fact]
    public async Task A_client_learns_from_its_key_where_it_is_and_its_settings_but_no_variables()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("PUT", $"{tenant.EnvironmentPath}/settings", """{"values":{"colour":"blue"}}""");
        await tenant.Ask("PUT", $"{tenant.EnvironmentPath}/variables", """{"values":{"password":"hunter2"}}""");
        var key = (await tenant.Ask("GET", tenant.EnvironmentPath)).At("key")!;

        var resolved = await Resolve(key);
        Assert.Equal(
            (200, $$$"""{"organization":"{{{tenant.Organization}}}","project":"{{{tenant.Project}}}","environment":"{{{tenant.Environment}}}","name":"production","settings":{"colour":"blue"}}"""),
            (resolved.Status, resolved.Text));
        Assert.Contains("\"key-lookups\";q=", resolved.Header("RateLimit-Policy"), StringComparison.Ordinal);

        await tenant.Suspend();
        (await Resolve(key)).IsProblem(403, "organization_suspended", "/v1/environments/resolve");
    }

    [Fact]
    public async Task Looking_up_keys_is_limited_per_address()
    {
        await using var frontEnd = await FrontEnd.Start(
            host, new StoppedClock(DateTimeOffset.UnixEpoch), ("Tenantry:Limits:KeyLookupsPerMinute", "2"));
        for (var i = 0; i < 2; i++)
            Assert.Equal(404, (await frontEnd.Http.Ask("POST", "/v1/environments/resolve", """{"key":"pk_x"}""")).Status);

        var refused = await frontEnd.Http.Ask("POST", "/v1/environments/resolve", """{"key":"pk_x"}""");
        Assert.Equal((429, "rate_limited", "60"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal(400, (await frontEnd.Http.Ask("POST", "/v1/signups", "{}")).Status);
    }

    private Task<Reply> Resolve(string key) => host.Http.Ask("POST", "/v1/environments/resolve", $$"""{"key":"{{key}}"}""");
}
