namespace Tenantry.Api.Tests;

public sealed class SlugTests(ApiHost host)
{
    [Fact]
    public async Task A_slug_is_changed_and_the_former_one_redirects()
    {
        var tenant = await Tenant.SignUp(host);
        var slug = Unique.Name();

        var changed = await tenant.Ask("PATCH", "", $$"""{"name":"Renamed","slug":"{{slug}}"}""", ("If-Match", "\"1\""));
        Assert.Equal((200, "\"2\"", "Renamed", slug), (changed.Status, changed.Tag, changed.At("name"), changed.At("slug")));

        var found = await Find($"/v1/organizations/by-slug/{slug}", tenant.Admin);
        Assert.Equal((200, "\"2\"", changed.Text), (found.Status, found.Tag, found.Text));
        var former = await Find($"/v1/organizations/by-slug/{tenant.Slug}", tenant.Admin);
        Assert.Equal((308, $"/v1/organizations/by-slug/{slug}", "", "no-store"), (former.Status, former.Header("Location"), former.Text, former.Header("Cache-Control")));
        former = await Find($"/v1/admin/organizations/by-slug/{tenant.Slug}", host.Operator);
        Assert.Equal((308, $"/v1/admin/organizations/by-slug/{slug}"), (former.Status, former.Header("Location")));
    }

    [Fact]
    public async Task A_stranger_does_not_learn_whether_a_slug_is_taken()
    {
        var tenant = await Tenant.SignUp(host);
        var stranger = await Tenant.SignUp(host);
        await tenant.Ask("PATCH", "", $$"""{"slug":"{{Unique.Name()}}"}""");
        await tenant.Ask("PUT", "/external-id", $$"""{"externalId":"{{tenant.Slug}}"}""");

        foreach (var path in (string[])
            [$"by-slug/{tenant.Slug}", $"by-slug/{(await tenant.Ask("GET", "")).At("slug")}", "by-slug/never-taken", "by-slug/-", $"by-external-id/{tenant.Slug}", "by-external-id/never"])
            (await Find($"/v1/organizations/{path}", stranger.Admin))
                .IsProblem(404, "organization_not_found", $"/v1/organizations/{path}", detail: "There is no such organization that you can see.");
    }

    [Fact]
    public async Task Who_was_removed_finds_nothing_any_more()
    {
        var tenant = await Tenant.SignUp(host);
        var member = await tenant.AddUser(Role.Viewer);
        Assert.Equal(200, (await Find($"/v1/organizations/by-slug/{tenant.Slug}", member.Token)).Status);

        await tenant.Ask("DELETE", $"/members/{member.User}");
        Assert.Equal(404, (await Find($"/v1/organizations/by-slug/{tenant.Slug}", member.Token)).Status);
    }

    [Fact]
    public async Task A_taken_slug_changes_neither_slug_nor_name()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);

        (await tenant.Ask("PATCH", "", $$"""{"name":"Renamed","slug":"{{other.Slug}}"}""")).IsProblem(409, "slug_taken", tenant.Path);
        var read = await tenant.Ask("GET", "");
        Assert.Equal((tenant.Slug, tenant.Slug, "\"1\""), (read.At("name"), read.At("slug"), read.Tag));
    }

    [Fact]
    public async Task A_reserved_slug_is_refused()
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("PATCH", "", """{"slug":"admin"}""")).IsProblem(400, "validation_failed", tenant.Path, """{"slug":["is reserved"]}""");
    }

    [Fact]
    public async Task A_change_with_a_key_happens_once()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"slug":"{{Unique.Name()}}"}""";
        var first = await tenant.Ask("PATCH", "", body, ("Idempotency-Key", "k"), ("If-Match", "\"1\""));
        var second = await tenant.Ask("PATCH", "", body, ("Idempotency-Key", "k"), ("If-Match", "\"1\""));

        Assert.Equal((200, first.Text, first.Tag, "true"), (second.Status, second.Text, second.Tag, second.Header("Idempotency-Replayed")));
    }

    // A client that followed redirects would hide them.
    private async Task<Reply> Find(string path, string token)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Http.BaseAddress };
        return await http.Ask("GET", path, @as: token);
    }
}
