namespace Tenantry.Api.Tests;

public sealed class OrganizationTests(ApiHost host)
{
    [Fact]
    public async Task An_organization_is_read_with_its_tag()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", "");

        Assert.Equal(200, reply.Status);
        Assert.Equal(tenant.Organization, reply.At("id"));
        Assert.Equal("\"1\"", reply.Tag);
        Assert.Equal(
            ["id", "name", "slug", "status", "subscription", "createdAt"], reply.Json.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"0\", \"1\"")]
    [InlineData("*")]
    public async Task What_is_known_is_not_sent_again(string tags)
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", "", headers: ("If-None-Match", tags));

        Assert.Equal((304, "", "\"1\""), (reply.Status, reply.Text, reply.Tag));
    }

    [Fact]
    public async Task A_change_answers_with_the_new_state_and_tag()
    {
        var tenant = await Tenant.SignUp(host);
        var changed = await tenant.Ask("PATCH", "", """{"name":"  Acme\u0301  "}""", ("If-Match", "\"1\""));

        Assert.Equal((200, "\"2\"", "Acmé"), (changed.Status, changed.Tag, changed.At("name")));
        var read = await tenant.Ask("GET", "", headers: ("If-None-Match", "\"1\""));
        Assert.Equal((200, changed.Text), (read.Status, read.Text));
    }

    [Fact]
    public async Task A_change_of_nothing_changes_nothing()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal((200, "\"1\""), await Result(tenant.Ask("PATCH", "", "{}")));
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("W/\"1\"")]
    [InlineData("1")]
    [InlineData("nonsense")]
    public async Task A_change_of_another_state_is_refused(string tag)
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("PATCH", "", """{"name":"Other"}""", ("If-Match", tag));

        reply.IsProblem(412, "revision_mismatch", tenant.Path);
        Assert.Equal((200, "\"1\""), await Result(tenant.Ask("GET", "")));
    }

    [Fact]
    public async Task A_star_matches_any_state()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal((200, "\"2\""), await Result(tenant.Ask("PATCH", "", """{"name":"Other"}""", ("If-Match", "*"))));
    }

    [Fact]
    public async Task A_member_is_read_with_a_tag()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", $"/members/{tenant.User}");

        Assert.Equal(200, reply.Status);
        Assert.Equal((tenant.User, "admin", tenant.Email), (reply.At("id"), reply.At("role"), reply.At("email")));
        Assert.Equal(304, (await tenant.Ask("GET", $"/members/{tenant.User}", headers: ("If-None-Match", reply.Tag!))).Status);
    }

    private static async Task<(int, string?)> Result(Task<Reply> asking)
    {
        var reply = await asking;
        return (reply.Status, reply.Tag);
    }
}
