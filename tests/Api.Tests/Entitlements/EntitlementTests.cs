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
    public async Task What_the_product_counts_is_limited_and_counted_here_too()
    {
        var tenant = await MeteredTenant.Make(host, ("battlecards", 5));
        await tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":2}""");

        var limits = (await tenant.Ask("GET", "/entitlements")).Json["limits"]!;
        Assert.Equal("""{"limit":5,"soft":false,"used":2}""", limits["battlecards"]!.ToJsonString());
        Assert.Equal("""{"limit":null,"soft":false,"used":0}""", limits["imports"]!.ToJsonString());
    }

    [Fact]
    public async Task The_entity_tag_differs_whenever_the_answer_does()
    {
        var tenant = await MeteredTenant.Make(host, ("battlecards", 5));
        var seen = new Dictionary<string, string>();
        var last = await Look();

        await Differs(() => tenant.Ask("POST", "/projects", """{"name":"Second"}"""));
        await Differs(() => tenant.Ask("POST", "/usage/battlecards/reserve", """{"n":2}"""));
        await Differs(() => tenant.Ask("POST", "/subscription/change", """{"plan":"basic"}"""));
        await Differs(async () => await tenant.Add(Role.Member));
        await Differs(() => host.Http.Ask("PUT", $"/v1/admin/organizations/{tenant.Organization}/overrides", """{"limits":{"users":1}}""", host.Operator));
        await Differs(() => host.Http.Ask("PUT", $"/v1/admin/organizations/{tenant.Organization}/flags/sso", """{"enabled":true}""", host.Operator));

        async Task Differs(Func<Task> change)
        {
            await change();
            var now = await Look();
            Assert.NotEqual(last.Text, now.Text);
            Assert.NotEqual(last.Tag, now.Tag);
            last = now;
        }

        async Task<Reply> Look()
        {
            var reply = await tenant.Ask("GET", "/entitlements");
            Assert.True(seen.TryAdd(reply.Tag!, reply.Text) || seen[reply.Tag!] == reply.Text, "Another answer has the same tag.");
            // Other tests change the product meanwhile; then the tag is another.
            var again = await tenant.Ask("GET", "/entitlements", headers: ("If-None-Match", reply.Tag!));
            Assert.Equal(again.Tag == reply.Tag, again.Status == 304);
            return reply;
        }
    }
}
