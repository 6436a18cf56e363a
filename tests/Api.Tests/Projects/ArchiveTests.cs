namespace Tenantry.Api.Tests;

public sealed class ArchiveTests(ApiHost host)
{
    [Fact]
    public async Task A_project_is_archived_refuses_changes_and_is_restored()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/projects/{tenant.Project}";
        Assert.Equal(("active", null), ((await tenant.Ask("GET", path)).At("status"), (await tenant.Ask("GET", path)).At("archivedAt")));

        var archived = await tenant.Ask("POST", $"{path}/archive");
        Assert.Equal((200, "archived", "\"2\""), (archived.Status, archived.At("status"), archived.Tag));
        Assert.EndsWith("Z", archived.At("archivedAt"), StringComparison.Ordinal);
        Assert.Equal(archived.Text, (await tenant.Ask("POST", $"{path}/archive")).Text);
        Assert.Equal(archived.Text, (await tenant.Ask("GET", path)).Text);

        foreach (var (method, under, body) in ((string, string, string?)[])
        [
            ("PATCH", "", """{"name":"x"}"""),
            ("POST", "/environments", """{"name":"x"}"""),
            ("PATCH", $"/environments/{tenant.Environment}", """{"name":"x"}"""),
            ("POST", $"/environments/{tenant.Environment}/rotate-key", "{}"),
            ("DELETE", $"/environments/{tenant.Environment}/previous-key", null),
            ("PUT", $"/environments/{tenant.Environment}/variables", """{"values":{}}"""),
            ("PATCH", $"/environments/{tenant.Environment}/settings", """{"values":{}}"""),
            ("POST", $"/environments/{tenant.Environment}/promote", $$"""{"to":"{{tenant.Target}}","fromRevision":0,"toRevision":0}"""),
            ("PUT", $"/members/{tenant.User}/role", """{"role":"viewer"}"""),
            ("DELETE", $"/members/{tenant.User}/role", null),
            ("PUT", $"/teams/{tenant.Team}/role", """{"role":"viewer"}"""),
            ("DELETE", $"/teams/{tenant.Team}/role", null),
        ])
            (await tenant.Ask(method, path + under, body)).IsProblem(409, "project_archived", tenant.Path + path + under);

        foreach (var under in (string[])["/environments", $"/environments/{tenant.Environment}", $"/environments/{tenant.Environment}/variables", "/roles"])
            Assert.Equal(200, (await tenant.Ask("GET", path + under)).Status);

        var restored = await tenant.Ask("POST", $"{path}/restore");
        Assert.Equal((200, "active", null), (restored.Status, restored.At("status"), restored.At("archivedAt")));
        Assert.Equal(restored.Text, (await tenant.Ask("POST", $"{path}/restore")).Text);
        Assert.Equal(200, (await tenant.Ask("PATCH", path, """{"name":"x"}""")).Status);
    }

    [Fact]
    public async Task Projects_are_listed_by_status()
    {
        var tenant = await Tenant.SignUp(host);
        var second = (await tenant.Ask("POST", "/projects", """{"name":"Second"}""")).At("id")!;
        await tenant.Ask("POST", $"/projects/{tenant.Project}/archive");

        Assert.Equal([tenant.Project, second], await List(tenant, ""));
        Assert.Equal([second], await List(tenant, "?status=active"));
        Assert.Equal([tenant.Project], await List(tenant, "?status=archived"));
        foreach (var wrong in (string[])["Archived", "", "gone", "active&status=archived"])
            (await tenant.Ask("GET", $"/projects?status={wrong}")).IsProblem(
                400, "invalid_parameter", $"{tenant.Path}/projects", """{"status":["must be active or archived"]}""");
    }

    [Fact]
    public async Task Restoring_without_room_is_refused_with_the_numbers()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Ask("POST", $"/projects/{tenant.Project}/archive");
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await tenant.Ask("POST", "/projects", """{"name":"More"}""")).Status);

        var reply = await tenant.Ask("POST", $"/projects/{tenant.Project}/restore");
        Assert.Equal((402, "limit_reached", "projects", "3", "basic"), (reply.Status, reply.Code, reply.At("meter"), reply.At("used"), reply.At("upgradeTo")));
    }

    [Fact]
    public async Task Archiving_with_a_key_is_done_once()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/projects/{tenant.Project}/archive";
        var first = await tenant.Ask("POST", path, headers: ("Idempotency-Key", "archive"));
        await tenant.Ask("POST", $"/projects/{tenant.Project}/restore");
        var again = await tenant.Ask("POST", path, headers: ("Idempotency-Key", "archive"));

        Assert.Equal((200, first.Text, first.Tag, "true"), (again.Status, again.Text, again.Tag, again.Header("Idempotency-Replayed")));
        Assert.Equal("active", (await tenant.Ask("GET", $"/projects/{tenant.Project}")).At("status"));
    }

    private static async Task<string[]> List(Tenant tenant, string query)
        => [.. (await tenant.Ask("GET", $"/projects{query}")).Json["data"]!.AsArray().Select(project => (string)project!["id"]!)];
}
