using Microsoft.AspNetCore.Http;
using Tenantry.Webhooks.Tests;

namespace Tenantry.Grains.Tests;

public sealed class WebhookFailureTests(WebhookCluster cluster) : IClassFixture<WebhookCluster>
{
    [Fact]
    public async Task A_receiver_that_is_gone_is_disabled_at_once_and_the_admins_are_told()
    {
        var tenant = await cluster.Grains.Tenant();
        await using var receiver = await Receiver.Start();
        var endpoint = await cluster.Make(tenant.Organization.Id, receiver, types: ["member.*"]);
        receiver.AnswerWith(410);

        var events = await cluster.Happen(LogId.Of(tenant.Organization.Id), 2);
        await Eventually.True(async () => (await endpoint.View()).Status == WebhookStatus.Disabled);

        Assert.Equal("gone", (await endpoint.View()).DisabledReason);
        Assert.Equal([events[0]], receiver.All.Select(one => one.Id));
        await Eventually.True(async () => (await Types(tenant.Organization.Id)).Contains(EventTypes.WebhookDisabled.Name));
        await Eventually.True(() => Task.FromResult(cluster.Mailer.SentTo(tenant.User.Email).Any(mail => mail.Subject.StartsWith("A webhook endpoint", StringComparison.Ordinal))));

        receiver.AnswerWith(200);
        await endpoint.Run(new EnableWebhook { Organization = tenant.Organization.Id, Webhook = endpoint.Id, Actor = Actor.System });
        await receiver.Until(all => all.Count == 3);
        Assert.Equal(events, receiver.Accepted.Select(one => one.Id));
    }

    [Fact]
    public async Task Five_days_of_nothing_but_failure_disable_an_endpoint()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, strict: true);
        receiver.AnswerWith(500);
        await cluster.Happen(LogId.Of(organization), 1);
        await receiver.Until(all => all.Count >= 1);
        await Eventually.True(async () => (await endpoint.View()).FailingSince is not null);
        Assert.Equal(WebhookStatus.Enabled, (await endpoint.View()).Status);

        cluster.Clock.Advance(WebhookHealth.LongestFailure);
        await endpoint.Wake();
        await Eventually.True(async () => (await endpoint.View()).Status == WebhookStatus.Disabled);

        Assert.Equal("failing", (await endpoint.View()).DisabledReason);
        await Eventually.True(async () => (await Types(organization)).Contains(EventTypes.WebhookDisabled.Name));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        var redirects = 1;
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(Interlocked.Decrement(ref redirects) >= 0 ? 307 : 200);
        };

        var events = await cluster.Happen(LogId.Of(organization), 1);
        await endpoint.UntilIs(events[0], WebhookDeliveryStatus.Delivered);

        Assert.All(receiver.All, one => Assert.Equal("/hooks", one.Path));
        Assert.Equal([307, 200], (await endpoint.Delivery(events[0]))!.Attempts.Select(attempt => attempt.Status));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        var busy = 1;
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "2";
            return Task.FromResult(Interlocked.Decrement(ref busy) >= 0 ? 429 : 200);
        };

        var events = await cluster.Happen(LogId.Of(organization), 2);
        await receiver.Until(all => all.Count == 3);

        Assert.Equal([events[0], events[0], events[1]], receiver.All.Select(one => one.Id));
        Assert.InRange((receiver.All[1].At - receiver.All[0].At).TotalSeconds, 1.9, 10);
        await Eventually.True(async () => (await endpoint.View()).Failures == 0);
    }

    [Fact]
    public async Task A_dead_receiver_is_left_alone_but_for_a_probe_now_and_then()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        receiver.AnswerWith(500);

        var events = await cluster.Happen(LogId.Of(organization), 20);
        await Eventually.True(async () => (await endpoint.View()).Failures > WebhookHealth.Most);
        Assert.NotNull((await endpoint.View()).FailingSince);
        Assert.True(receiver.All.Count < 20, $"{receiver.All.Count} attempts");

        receiver.AnswerWith(200);
        await Eventually.True(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(300));
            return Task.FromResult(receiver.Accepted.Select(one => one.Id).Distinct().Count() == 20);
        });
        Assert.Equal(events.Order(), receiver.Accepted.Select(one => one.Id).Distinct().Order());
        await Eventually.True(async () => (await endpoint.View()) is { Failures: 0, RestsUntil: null });
    }

    [Fact]
    public async Task A_delivery_whose_last_attempt_failed_is_failed_and_can_be_made_again()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        string? bad = null;
        receiver.Answer = (one, _) => Task.FromResult((bad ??= one.Id) == one.Id ? 500 : 200);

        var events = await cluster.Happen(LogId.Of(organization), 1);
        await Eventually.True(async () =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(30));
            // Somebody else's success keeps the circuit closed.
            await cluster.Happen(LogId.Of(organization), 1);
            return (await endpoint.Delivery(events[0]))?.Status == WebhookDeliveryStatus.Failed;
        });
        Assert.Equal(10, receiver.All.Count(one => one.Id == events[0]));
        Assert.Equal(10, (await endpoint.Delivery(events[0]))!.Attempts.Length);

        receiver.AnswerWith(200);
        var again = await endpoint.Run(new RedeliverWebhook { Organization = organization, Webhook = endpoint.Id, Event = EventId.Wrap(events[0]), Actor = Actor.System });
        Assert.Null(again.Error);
        await endpoint.UntilIs(events[0], WebhookDeliveryStatus.Delivered);
    }

    [Fact]
    public async Task What_a_receiver_answers_is_kept_in_part_and_without_secrets()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        receiver.Answer = async (one, context) =>
        {
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync($"Thanks for {one.Signature} and {endpoint.Secret}. {new string('x', 10_000)}");
            return 201;
        };

        var events = await cluster.Happen(LogId.Of(organization), 1);
        await endpoint.UntilIs(events[0], WebhookDeliveryStatus.Delivered);

        var attempt = (await endpoint.Delivery(events[0]))!.Attempts[0];
        Assert.StartsWith("Thanks for … and …. xxx", attempt.Response, StringComparison.Ordinal);
        Assert.InRange(attempt.Response!.Length, 1000, 2000);
        Assert.Equal(["content-type", "user-agent", "webhook-id", "webhook-timestamp"], attempt.Headers.Keys);
        Assert.Equal((201, receiver.Url), (attempt.Status, attempt.Url));
    }

    private async Task<string[]> Types(OrganizationId organization)
        => [.. (await cluster.Grains.Lists().Events(LogId.Of(organization), 0, 100)).Select(logged => logged.Event.Type)];
}
