namespace Tenantry.Api.Tests;

public sealed class ExternalIdTests(ApiHost host)
{
    [Fact]
    public async Task An_external_id_is_set_found_and_removed()
    {
        var tenant = await Tenant.SignUp(host);
        var id = $"crm:{Unique.Name()}?#~";
        var path = $"/v1/organizations/by-external-id/{Uri.EscapeDataString(id)}";

        var set = await tenant.Ask("PUT", "/external-id", $$"""{"externalId":"{{id}}"}""");
        Assert.Equal((200, id, "\"2\""), (set.Status, set.At("externalId"), set.Tag));
        Assert.Equal((200, set.Text), await Read(path, tenant.Admin));
        Assert.Equal((200, set.Text), await Read($"/v1/admin{path[3..]}", host.Operator));

        Assert.Equal((204, ""), (await tenant.Ask("DELETE", "/external-id")) is var removed ? (removed.Status, removed.Text) : default);
        Assert.Null((await tenant.Ask("GET", "")).Json["externalId"]);
        Assert.Equal(404, (await Read(path, tenant.Admin)).Status);
    }

    [Fact]
    public async Task A_taken_one_is_a_conflict()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        await other.Ask("PUT", "/external-id", $$"""{"externalId":"{{other.Slug}}"}""");

        (await tenant.Ask("PUT", "/external-id", $$"""{"externalId":"{{other.Slug}}"}""")).IsProblem(409, "external_id_taken", $"{tenant.Path}/external-id");
    }

    [Fact]
    public async Task Operators_set_and_remove_it_also_of_a_suspended_organization()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Suspend();
        var path = $"/v1/admin{tenant.Path[3..]}/external-id";

        Assert.Equal(200, (await host.Http.Ask("PUT", path, $$"""{"externalId":"{{tenant.Slug}}"}""", host.Operator)).Status);
        Assert.Equal(tenant.Slug, (await tenant.Ask("GET", "")).At("externalId"));
        Assert.Equal(204, (await host.Http.Ask("DELETE", path, @as: host.Operator)).Status);
        var nobodys = $"/v1/admin/organizations/{Unique.Id<OrganizationId>()}/external-id";
        (await host.Http.Ask("PUT", nobodys, """{"externalId":"x"}""", host.Operator)).IsProblem(404, "organization_not_found", nobodys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("..")]
    public async Task What_cannot_stand_in_an_address_is_refused(string id)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("PUT", "/external-id", $$"""{"externalId":"{{id}}"}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/external-id",
            """{"externalId":["must be 1 to 100 visible ASCII characters without / and %, and not only dots"]}""");
    }

    private async Task<(int Status, string Text)> Read(string path, string token)
        => await host.Http.Ask("GET", path, @as: token) is var reply ? (reply.Status, reply.Text) : default;
}
