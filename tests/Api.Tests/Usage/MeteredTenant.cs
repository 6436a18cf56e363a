using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

/// <summary>Tenants whose plans limit what the product counts.</summary>
internal static class MeteredTenant
{
    private const string Meters = """
        [{"key":"battlecards","displayName":"Battlecards","kind":"gauge"},{"key":"messages","kind":"monthly"},{"key":"imports","kind":"total"}]
        """;

    /// <summary>A further organization of a new tenant, on a plan with these limits.</summary>
    public static async Task<Tenant> Make(ApiHost host, params (string Meter, long Limit)[] limits)
    {
        await Define(host);
        var tenant = await Tenant.SignUp(host);
        var id = Unique.Id<OrganizationId>();
        var made = await host.Grains.Organization(id).Create(new FoundOrganization
        {
            Name = "Metered",
            Slug = Unique.Name(),
            Plan = new Plan
            {
                Name = "metered",
                DisplayName = "Metered",
                Limits = limits.ToImmutableSortedDictionary(limit => limit.Meter, limit => limit.Limit, StringComparer.Ordinal),
            },
            Founder = new Founder { Id = UserId.Wrap(tenant.User), Email = tenant.Email },
            Project = new NewProject { Id = Unique.Id<ProjectId>(), Name = "First" },
        });
        Assert.True(made.Succeeded);
        Assert.True(await host.Grains.Organization(id).Settled(TimeSpan.FromSeconds(10)));
        return tenant with { Organization = id.Value };
    }

    /// <summary>Adds the meters to what the product defines, as other tests change it too.</summary>
    public static async Task Define(ApiHost host)
    {
        while (true)
        {
            var read = await host.Http.Ask("GET", "/v1/admin/product", @as: host.Operator);
            var (product, meters) = (read.Json.AsObject(), read.Json["meters"]!.AsArray());
            var missing = JsonNode.Parse(Meters)!.AsArray()
                .Where(meter => !meters.Any(known => (string?)known!["key"] == (string?)meter!["key"])).ToArray();
            if (missing.Length == 0)
                return;

            product["meters"] = new JsonArray([.. meters.Concat(missing).Select(meter => meter!.DeepClone())]);
            var put = await host.Http.Ask("PUT", "/v1/admin/product", product.ToJsonString(), host.Operator, ("If-Match", read.Tag!));
            Assert.Contains(put.Status, (int[])[200, 412]);
        }
    }
}
