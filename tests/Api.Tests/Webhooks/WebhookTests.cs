using System.Text.RegularExpressions;
using Tenantry.Webhooks.Tests;

namespace Tenantry.Api.Tests;

public sealed partial class WebhookTests(ApiHost host)
{
    [Fact]
    public async Task What_happens_is_delivered_signed_and_in_order()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/webhooks", $$"""{"url":"{{receiver.Url}}","description":"Ours"}""");

        Assert.Equal(201, made.Status);
        var (id, secret) = (made.At("id")!, made.At("secret")!);
        Assert.Equal($"{tenant.Path}/webhooks/{id}", made.Header("Location"));
        Assert.Matches(Secret(), secret);
        Assert.Equal(("enabled", "Ours", "false"), (made.At("status"), made.At("description"), made.At("strict")));

        foreach (var name in (string[])["One", "Two", "Three"])
            Assert.Equal(200, (await tenant.Ask("PATCH", "", $$"""{"name":"{{name}}"}""")).Status);
        await receiver.Until(all => all.Count >= 3);

        var events = await host.Grains.Lists().Events(LogId.Of(OrganizationId.Wrap(tenant.Organization)), 0, 100);
        var expected = events.SkipWhile(entry => entry.Event.Subject != id).Skip(1).ToList();
        Assert.Equal(expected.Select(entry => entry.Event.Id.Value), receiver.Accepted.Select(one => one.Id));
        Assert.All(receiver.Accepted, one => Assert.True(one.IsSignedWith(secret)));
        var first = receiver.Accepted[0];
        Assert.Equal(("organization.renamed", "application/json"), (first.Type, first.ContentType));
        Assert.Equal(tenant.Organization, (string?)first.Json["organization"]);
        Assert.Equal(expected[0].Sequence, first.Sequence);
        Assert.Equal(expected[0].PreviousId!.Value.Value, (string?)first.Json["previousId"]);
        Assert.Equal(tenant.User, (string?)first.Json["data"]!["actor"]!["id"]);
    }

    [GeneratedRegex("^whsec_[A-Za-z0-9+/]{43}=$")]
    private static partial Regex Secret();
}
