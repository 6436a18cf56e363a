namespace Tenantry.Api.Tests;

public sealed class MeTests(ApiHost host)
{
    [Fact]
    public async Task A_user_changes_their_name()
    {
        var tenant = await Tenant.SignUp(host);
        var before = await Me(tenant, "GET");
        var changed = await Me(tenant, "PATCH", """{"name":"Grace"}""", ("If-Match", before.Tag!));

        Assert.Equal((200, "Grace"), (changed.Status, changed.At("name")));
        Assert.NotEqual(before.Tag, changed.Tag);
        Assert.Equal(changed.Text, (await Me(tenant, "GET")).Text);
    }

    [Fact]
    public async Task What_is_known_is_not_sent_again()
    {
        var tenant = await Tenant.SignUp(host);
        var tag = (await Me(tenant, "GET")).Tag!;

        Assert.Matches("^\"[0-9]+-[0-9a-f]{16}\"$", tag);
        Assert.Equal((304, ""), ((await Me(tenant, "GET", null, ("If-None-Match", tag))).Status, ""));
    }

    [Fact]
    public async Task A_change_in_an_organization_changes_the_tag()
    {
        var tenant = await Tenant.SignUp(host);
        var before = (await Me(tenant, "GET")).Tag!;
        await tenant.Ask("PATCH", "", """{"name":"Renamed"}""");

        var after = await Me(tenant, "GET", null, ("If-None-Match", before));
        Assert.Equal((200, "Renamed"), (after.Status, (string?)after.Json["organizations"]![0]!["name"]));
        var stale = await Me(tenant, "PATCH", """{"name":"Grace"}""", ("If-Match", before));
        stale.IsProblem(412, "revision_mismatch", "/v1/me");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("nonsense")]
    public async Task A_tag_that_is_not_the_whole_tag_is_refused(string tag)
    {
        var tenant = await Tenant.SignUp(host);
        (await Me(tenant, "PATCH", """{"name":"Grace"}""", ("If-Match", tag))).IsProblem(412, "revision_mismatch", "/v1/me");
    }

    private Task<Reply> Me(Tenant tenant, string method, string? body = null, params (string, string)[] headers)
        => host.Http.Ask(method, "/v1/me", body, tenant.Admin, headers);
}
