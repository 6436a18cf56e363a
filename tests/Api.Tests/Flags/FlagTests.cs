using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class FlagTests(ApiHost host)
{
    [Fact]
    public async Task Every_flag_is_listed_with_what_decided()
    {
        var tenant = await Tenant.SignUp(host);
        await Define();

        var reply = await tenant.Ask("GET", "/flags?limit=100");
        Assert.Equal(
            """{"key":"sso","displayName":"Single sign-on","enabled":false,"source":"plan","selfService":true}""", Flag(reply, "sso").ToJsonString());
        Assert.Equal(
            """{"key":"darkMode","displayName":null,"enabled":false,"source":"default","selfService":true}""", Flag(reply, "darkMode").ToJsonString());
        Assert.Equal("rollout", (string?)Flag(reply, "everywhere")["source"]);
    }

    [Fact]
    public async Task Admins_switch_what_is_theirs_and_take_it_back()
    {
        var tenant = await Tenant.SignUp(host);
        await Define();

        var on = await tenant.Ask("PUT", "/flags/darkMode", """{"enabled":true}""");
        Assert.Equal((200, "true", "organization"), (on.Status, on.At("enabled"), on.At("source")));
        Assert.True((bool?)(await tenant.Ask("GET", "/entitlements")).Json["features"]!["darkMode"]);
        var back = await tenant.Ask("DELETE", "/flags/darkMode");
        Assert.Equal((200, "false", "default"), (back.Status, back.At("enabled"), back.At("source")));
    }

    [Fact]
    public async Task What_is_not_theirs_is_refused()
    {
        var tenant = await Tenant.SignUp(host);
        await Define();

        (await tenant.Ask("PUT", "/flags/nothing", """{"enabled":true}""")).IsProblem(404, "flag_not_found", $"{tenant.Path}/flags/nothing");
        (await tenant.Ask("PUT", "/flags/everywhere", """{"enabled":false}""")).IsProblem(403, "flag_not_switchable", $"{tenant.Path}/flags/everywhere");
        (await tenant.Ask("PUT", "/flags/auditExport", """{"enabled":false}""")).IsProblem(403, "flag_not_switchable", $"{tenant.Path}/flags/auditExport");
        var missing = await tenant.Ask("PUT", "/flags/sso", """{"enabled":true}""");
        Assert.Equal((402, "feature_not_in_plan", "sso", "premium"), (missing.Status, missing.Code, missing.At("feature"), missing.At("upgradeTo")));
        Assert.Equal(200, (await tenant.Ask("PUT", "/flags/sso", """{"enabled":false}""")).Status);
    }

    [Fact]
    public async Task Operators_override_any_flag()
    {
        var tenant = await Tenant.SignUp(host);
        await Define();
        var path = $"/v1/admin/organizations/{tenant.Organization}/flags";

        var on = await host.Http.Ask("PUT", path + "/sso", """{"enabled":true}""", host.Operator);
        Assert.Equal((200, "true", "override"), (on.Status, on.At("enabled"), on.At("source")));
        Assert.Equal("override", (await tenant.Ask("PUT", "/flags/sso", """{"enabled":false}""")).At("source"));
        Assert.Equal("organization", (await host.Http.Ask("DELETE", path + "/sso", @as: host.Operator)).At("source"));
        (await host.Http.Ask("PUT", path + "/nothing", """{"enabled":true}""", host.Operator)).IsProblem(404, "flag_not_found", path + "/nothing");
    }

    private static JsonObject Flag(Reply reply, string key)
        => reply.Json["data"]!.AsArray().Single(flag => (string?)flag!["key"] == key)!.AsObject();

    /// <summary>Adds the flags to what the product defines, as other tests change it too.</summary>
    private async Task Define()
    {
        FlagDefinition[] flags =
        [
            new() { Key = "sso", DisplayName = "Single sign-on", SelfService = true },
            new() { Key = "darkMode", SelfService = true },
            new() { Key = "everywhere", Rollout = 100 },
        ];
        Result<ProductDefinition> put;
        do
        {
            var product = await host.Grains.Product().Get();
            if (product.Flags.Any(flag => flag.Key == "darkMode"))
                return;
            var others = product.Flags.Where(flag => flags.All(own => own.Key != flag.Key));
            put = await host.Grains.Product().Put(product with { Flags = [.. others, .. flags] }, product.Revision, Actor.System);
        }
        while (put.Error is { Code: ErrorCode.RevisionMismatch });

        Assert.True(put.Succeeded);
    }
}
