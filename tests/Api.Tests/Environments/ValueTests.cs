namespace Tenantry.Api.Tests;

public sealed class ValueTests(ApiHost host)
{
    [Theory]
    [InlineData("variables")]
    [InlineData("settings")]
    public async Task Values_are_replaced_merged_and_guarded_by_their_own_tag(string kind)
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"{tenant.EnvironmentPath}/{kind}";
        var empty = await tenant.Ask("GET", path);
        Assert.Equal((200, """{"values":{}}""", "\"0\""), (empty.Status, empty.Text, empty.Tag));

        var put = await tenant.Ask("PUT", path, """{"values":{"b":"2","a":" 1 "}}""", ("If-Match", "\"0\""));
        Assert.Equal((200, """{"values":{"a":" 1 ","b":"2"}}""", "\"1\""), (put.Status, put.Text, put.Tag));
        var patched = await tenant.Ask("PATCH", path, """{"values":{"a":null,"c":""}}""", ("If-Match", "\"1\""));
        Assert.Equal((200, """{"values":{"b":"2","c":""}}""", "\"2\""), (patched.Status, patched.Text, patched.Tag));
        (await tenant.Ask("PUT", path, """{"values":{}}""", ("If-Match", "\"1\""))).IsProblem(412, "revision_mismatch", tenant.Path + path);
        var read = await tenant.Ask("GET", path);
        Assert.Equal((patched.Text, patched.Tag), (read.Text, read.Tag));
        Assert.Equal(304, (await tenant.Ask("GET", path, headers: ("If-None-Match", "\"2\""))).Status);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "PUT", """{"values":{"a":null}}""", """{"values.a":["must not be null"]}""" },
        { "PUT", """{"values":{"a":1,"b":{},"c":[],"d":true}}""", """{"values.a":["must be a string"],"values.b":["must be a string"],"values.c":["must be a string"],"values.d":["must be a string"]}""" },
        { "PATCH", """{"values":{"a":1}}""", """{"values.a":["must be a string"]}""" },
        { "PATCH", """{"values":{"a":"1","a":"2"}}""", """{"values.a":["is given more than once"]}""" },
        { "PATCH", """{"values":[]}""", """{"values":["is not valid"]}""" },
        { "PATCH", """{"values":"x"}""", """{"values":["is not valid"]}""" },
        { "PATCH", """{"values":null}""", """{"values":["must not be null"]}""" },
        { "PATCH", """{"a":"1"}""", """{"a":["is not known"],"values":["is required"]}""" },
        { "PATCH", """{"values":{"1":"x"}}""", """{"values.1":["must be a name of 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter"]}""" },
        { "PATCH", """{"values":{"a":"\u0007"}}""", """{"values.a":["must be text without control characters"]}""" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task What_breaks_a_rule_is_named(string method, string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var kind in (string[])["variables", "settings"])
        {
            var path = $"{tenant.EnvironmentPath}/{kind}";
            (await tenant.Ask(method, path, body)).IsProblem(400, "validation_failed", tenant.Path + path, errors);
            Assert.Equal("\"0\"", (await tenant.Ask("GET", path)).Tag);
        }
    }

    [Fact]
    public async Task Hundreds_of_faults_are_answered_briefly()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$$"""{"values":{{{{string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"{i}\":\"x\""))}}}}}""";
        var reply = await tenant.Ask("PUT", $"{tenant.EnvironmentPath}/settings", body);
        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.True(reply.Text.Length < 4000);
    }

    [Fact]
    public async Task Variables_are_read_by_members_and_not_by_viewers()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"{tenant.Path}{tenant.EnvironmentPath}/variables";
        (await host.Http.Ask("GET", path, @as: await tenant.Add(Role.Viewer))).IsProblem(403, "permission_denied", path);
        Assert.Equal(200, (await host.Http.Ask("GET", path, @as: await tenant.Add(Role.Member))).Status);
    }

    [Fact]
    public async Task Settings_are_promoted_as_the_diff_has_shown()
    {
        var tenant = await Tenant.SignUp(host);
        var target = $"/projects/{tenant.Project}/environments/{tenant.Target}/settings";
        await tenant.Ask("PUT", $"{tenant.EnvironmentPath}/settings", """{"values":{"new":"1","same":"2","other":"3"}}""");
        await tenant.Ask("PUT", target, """{"values":{"same":"2","other":"0","gone":"4"}}""");

        var diff = await tenant.Ask("GET", $"{tenant.EnvironmentPath}/diff?to={tenant.Target}");
        Assert.Equal(
            (200, """{"added":{"new":"1"},"changed":{"other":{"before":"0","after":"3"}},"removed":{"gone":"4"},"unchanged":1,"fromRevision":1,"toRevision":1}"""),
            (diff.Status, diff.Text));

        var body = $$"""{"to":"{{tenant.Target}}","fromRevision":1,"toRevision":1,"only":["new","gone"]}""";
        var promoted = await tenant.Ask("POST", $"{tenant.EnvironmentPath}/promote", body);
        Assert.Equal((200, """{"values":{"new":"1","other":"0","same":"2"}}""", "\"2\""), (promoted.Status, promoted.Text, promoted.Tag));
        Assert.Equal(promoted.Text, (await tenant.Ask("GET", target)).Text);
        (await tenant.Ask("POST", $"{tenant.EnvironmentPath}/promote", body)).IsProblem(
            412, "revision_mismatch", $"{tenant.Path}{tenant.EnvironmentPath}/promote");
    }

    [Fact]
    public async Task A_promotion_with_a_key_is_done_once()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("PUT", $"{tenant.EnvironmentPath}/settings", """{"values":{"new":"1"}}""");
        var body = $$"""{"to":"{{tenant.Target}}","fromRevision":1,"toRevision":0}""";
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tenant.Ask(
            "POST", $"{tenant.EnvironmentPath}/promote", body, ("Idempotency-Key", "promote"))));
        Assert.Equal((200, """{"values":{"new":"1"}}""", "\"1\""), Assert.Single(replies.Select(reply => (reply.Status, reply.Text, reply.Tag)).Distinct()));
    }

    [Fact]
    public async Task A_diff_needs_another_environment_of_the_project()
    {
        var tenant = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        var path = $"{tenant.EnvironmentPath}/diff";
        foreach (var query in (string[])["", "?to=", "?to=production", $"?to={tenant.Target}&to={tenant.Target}", $"?to={tenant.Project}"])
            (await tenant.Ask("GET", path + query)).IsProblem(400, "invalid_parameter", tenant.Path + path, """{"to":["must be one id of the form env_…"]}""");
        (await tenant.Ask("GET", $"{path}?to={tenant.Environment}")).IsProblem(
            400, "validation_failed", tenant.Path + path, """{"to":["must be another environment"]}""");
        (await tenant.Ask("GET", $"{path}?to={theirs.Environment}")).IsProblem(404, "environment_not_found", tenant.Path + path);
        var promote = $"{tenant.EnvironmentPath}/promote";
        (await tenant.Ask("POST", promote, $$"""{"to":"{{theirs.Environment}}","fromRevision":0,"toRevision":0}""")).IsProblem(
            404, "environment_not_found", tenant.Path + promote);
    }

    [Fact]
    public async Task Environments_of_another_tenant_or_project_are_not_found()
    {
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        var second = (await ours.Ask("POST", "/projects", """{"name":"Second"}""")).At("id");
        await theirs.Ask("PUT", $"{theirs.EnvironmentPath}/settings", """{"values":{"a":"1"}}""");

        foreach (var environment in (string[])[$"/projects/{ours.Project}/environments/{theirs.Environment}", $"/projects/{second}/environments/{ours.Environment}"])
        {
            foreach (var (method, path, body) in ((string, string, string?)[])
            [
                ("GET", "", null), ("PATCH", "", """{"name":"x"}"""), ("POST", "/rotate-key", "{}"), ("DELETE", "/previous-key", null),
                ("GET", "/variables", null), ("PUT", "/variables", """{"values":{}}"""), ("PATCH", "/variables", """{"values":{}}"""),
                ("GET", "/settings", null), ("PUT", "/settings", """{"values":{}}"""), ("PATCH", "/settings", """{"values":{}}"""),
                ("GET", $"/diff?to={ours.Target}", null),
                ("POST", "/promote", $$"""{"to":"{{ours.Target}}","fromRevision":0,"toRevision":0}"""),
            ])
                (await ours.Ask(method, environment + path, body)).IsProblem(404, "environment_not_found", ours.Path + environment + path);
        }

        Assert.Equal("""{"values":{"a":"1"}}""", (await theirs.Ask("GET", $"{theirs.EnvironmentPath}/settings")).Text);
    }
}
