using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class ProductTests(ApiHost host)
{
    private const string Path = "/v1/admin/product";

    [Fact]
    public async Task What_was_read_can_be_put_and_is_replaced_only_as_it_was_seen()
    {
        // Other tests change the product too, so a lost race is tried again.
        Reply read, put;
        do
        {
            read = await Ask("GET");
            Assert.Equal(200, read.Status);
            var more = read.Json;
            more["meters"]!.AsArray().Add(new JsonObject { ["key"] = $"meter-{Unique.Ordinal()}", ["kind"] = "gauge" });
            put = await Ask("PUT", more.ToJsonString(), read.Tag!);
        }
        while (put.Status == 412);

        Assert.Equal(200, put.Status);
        Assert.NotEqual(read.Tag, put.Tag);
        (await Ask("PUT", read.Text, read.Tag!)).IsProblem(412, "revision_mismatch", Path);
        Assert.Contains(read.Json["onboarding"]!.AsArray(), step => (string?)step!["key"] == "installScript");
    }

    [Fact]
    public async Task Faults_are_named_by_their_path()
    {
        (await Ask("PUT", """{"flags":[{"key":"a","rollout":101}],"meters":[{"key":"m","kind":"gauge"},{"key":"users","kind":"total"},{"key":"m","kind":"monthly"}],"permissions":[{"key":"members:read"},{"key":"a:b","feature":"nothing"}],"onboarding":[{"key":"-","title":"x"}]}"""))
            .IsProblem(400, "validation_failed", Path, """
                {
                  "flags.0.rollout":["must be a whole number from 0 to 100"],
                  "meters.1.key":["is a name that Tenantry uses itself"],
                  "meters.2.key":["is given more than once"],
                  "onboarding.0.key":["must be 1 to 40 letters, digits and hyphens, beginning with a letter"],
                  "permissions.0.key":["is a permission of Tenantry's own"],
                  "permissions.1.feature":["must be the key of a flag or of a plan's feature"]
                }
                """);
        (await Ask("PUT", """{"meters":[{"key":"m","kind":"sometimes"},{"kind":"gauge","displayName":null},null]}"""))
            .IsProblem(400, "validation_failed", Path, """
                {
                  "meters.0.kind":["is not valid"],
                  "meters.1.displayName":["must not be null"],
                  "meters.1.key":["is required"],
                  "meters.2":["must not be null"]
                }
                """);
    }

    [Fact]
    public async Task Members_do_not_see_the_definition()
    {
        var tenant = await Tenant.SignUp(host);
        (await host.Http.Ask("GET", Path, @as: tenant.Admin)).IsProblem(403, "operator_required", Path);
    }

    private Task<Reply> Ask(string method, string? body = null, string? ifMatch = null)
        => host.Http.Ask(method, Path, body, host.Operator, ifMatch is null ? [] : [("If-Match", ifMatch)]);
}
