namespace Tenantry.Api.Tests;

public sealed class EntitlementTests(ApiHost host)
{
    [Fact]
    public async Task Features_limits_and_usage_come_in_one_answer()
    {
        var tenant = await Tenant.SignUp(host);
        var reply = await tenant.Ask("GET", "/entitlements");

        Assert.Equal((200, "trial", "trialing"), (reply.Status, reply.At("plan"), reply.At("status")));
        Assert.Equal(["plan", "status", "features", "limits", "frozen"], reply.Json.AsObject().Select(member => member.Key));
        Assert.Equal("""{"limit":3,"soft":false,"used":1}""", reply.Json["limits"]!["projects"]!.ToJsonString());
        Assert.Equal("""{"limit":3,"soft":false,"used":null}""", reply.Json["limits"]!["environments"]!.ToJsonString());
        Assert.True((bool?)reply.Json["features"]!["customRoles"]);
    }

    [Fact]
    public async Task The_entity_tag_differs_whenever_the_answer_does()
    {
        var tenant = await Tenant.SignUp(host);
        var seen = new Dictionary<string, string>();
        await Look();
        await Look();
        Assert.Single(seen);

        await tenant.Ask("POST", "/projects", """{"name":"Second"}""");
        await Look();
        await tenant.Ask("POST", "/subscription/change", """{"plan":"basic"}""");
        await Look();
        await tenant.Add(Role.Member);
        await Look();
        await host.Http.Ask("PUT", $"/v1/admin/organizations/{tenant.Organization}/overrides", """{"limits":{"users":1}}""", host.Operator);
        await Look();
        Assert.Equal(5, seen.Count);

        async Task Look()
        {
            var reply = await tenant.Ask("GET", "/entitlements");
            Assert.True(seen.TryAdd(reply.Tag!, reply.Text) || seen[reply.Tag!] == reply.Text, "Another answer has the same tag.");
            Assert.Equal(304, (await tenant.Ask("GET", "/entitlements", headers: ("If-None-Match", reply.Tag!))).Status);
        }
    }
}
