using Tenantry.Webhooks.Tests;

namespace Tenantry.Grains.Tests;

public sealed class WebhookManagementTests(WebhookCluster cluster) : IClassFixture<WebhookCluster>
{
    [Fact]
    public async Task After_a_rotation_both_secrets_sign_until_the_overlap_is_over()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);

        var second = await Rotate(endpoint, overlap: 3600);
        await cluster.Happen(LogId.Of(organization), 1);
        await receiver.Until(all => all.Count == 1);
        Assert.Equal(2, receiver.All[0].Signature.Split(' ').Length);
        Assert.True(receiver.All[0].IsSignedWith(endpoint.Secret) && receiver.All[0].IsSignedWith(second));

        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await cluster.Happen(LogId.Of(organization), 1);
        await receiver.Until(all => all.Count == 2);
        Assert.False(receiver.All[1].IsSignedWith(endpoint.Secret));
        Assert.True(receiver.All[1].IsSignedWith(second));

        var third = await Rotate(endpoint, overlap: 0);
        await cluster.Happen(LogId.Of(organization), 1);
        await receiver.Until(all => all.Count == 3);
        Assert.False(receiver.All[2].IsSignedWith(second));
        Assert.True(receiver.All[2].IsSignedWith(third));
    }

    [Fact]
    public async Task An_endpoint_that_is_sent_elsewhere_does_not_wait_for_the_receiver_before()
    {
        await using var dead = await Receiver.Start();
        await using var other = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, dead, strict: true, types: ["member.*"]);
        dead.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "86400";
            return Task.FromResult(503);
        };
        var events = await cluster.Happen(LogId.Of(organization), 2);
        await Eventually.True(async () => (await endpoint.View()).RestsUntil > cluster.Clock.GetUtcNow().AddHours(23));

        await endpoint.Grain.Update(new WebhookChanges { Url = other.Url }, Actor.System);
        await other.Until(all => all.Count == 2);

        Assert.Equal(events, other.All.Select(one => one.Id));
        Assert.Single(dead.All);
    }

    [Fact]
    public async Task A_test_is_sent_at_once_and_is_in_no_log()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);
        receiver.AnswerWith(418);

        var outcome = await endpoint.Run(new TestWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });

        var attempt = (WebhookAttempt)outcome.Value!;
        Assert.Equal((false, 418, "The receiver answered 418."), (attempt.Succeeded, attempt.Status, attempt.Error));
        Assert.Equal("webhook.test", receiver.All.Single().Type);
        Assert.True(receiver.All[0].IsSignedWith(endpoint.Secret));
        Assert.Empty((await cluster.Grains.Lists().WebhookDeliveries(organization, endpoint.Id, null, 10)).Value!.Items);
        Assert.DoesNotContain(EventTypes.WebhookTest.Name, (await cluster.Grains.Lists().Events(LogId.Of(organization), 0, 100)).Select(logged => logged.Event.Type));
    }

    [Fact]
    public async Task A_delivered_event_can_be_delivered_again()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);
        var events = await cluster.Happen(LogId.Of(organization), 2);
        await endpoint.UntilIs(events[1], WebhookDeliveryStatus.Delivered);

        var outcome = await endpoint.Run(new RedeliverWebhook { Organization = organization, Webhook = endpoint.Id, Event = EventId.Wrap(events[0]), Actor = Actor.System });
        Assert.Null(outcome.Error);
        await receiver.Until(all => all.Count == 3);

        Assert.Equal([.. events, events[0]], receiver.All.Select(one => one.Id));
        Assert.Equal(receiver.All[0].Body, receiver.All[2].Body);
        await Eventually.True(async () => await endpoint.Delivery(events[0]) is { Status: WebhookDeliveryStatus.Delivered, Attempts.Length: 2 });
        var never = EventId.Wrap("evt_" + events[0][4..^1] + (events[0][^1] == '0' ? '1' : '0'));
        var missing = await endpoint.Run(new RedeliverWebhook { Organization = organization, Webhook = endpoint.Id, Event = never, Actor = Actor.System });
        Assert.Equal(ErrorCode.WebhookDeliveryNotFound, missing.Error?.Code);
    }

    [Fact]
    public async Task A_range_is_replayed_in_order_beside_what_comes()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);
        var events = await cluster.Happen(LogId.Of(organization), 10);
        await endpoint.UntilIs(events[^1], WebhookDeliveryStatus.Delivered);
        var first = receiver.All[0].Sequence;

        var outcome = await endpoint.Run(new ReplayWebhook { Organization = organization, Webhook = endpoint.Id, After = first + 1, Through = first + 6, Actor = Actor.System });
        Assert.Null(outcome.Error);
        await receiver.Until(all => all.Count == 15);

        Assert.Equal(events.Skip(2).Take(5), receiver.All.Skip(10).Select(one => one.Id));
        await Eventually.True(async () => (await endpoint.View()).Replay is { EndedAt: not null } replay && replay.Position == first + 6);
        Assert.Equal(2, (await endpoint.Delivery(events[3]))!.Attempts.Length);
    }

    [Fact]
    public async Task A_replay_of_the_platform_goes_by_the_positions_of_the_feed()
    {
        await using var receiver = await Receiver.Start();
        var endpoint = await cluster.Make(null, receiver, types: ["team.renamed"]);
        var log = LogId.Of(WebhookCluster.NewOrganization());
        var before = (await endpoint.View()).Cursor;
        var events = await cluster.Happen(log, 5, "team.renamed");
        await endpoint.UntilIs(events[^1], WebhookDeliveryStatus.Delivered);
        await Eventually.True(async () => (await endpoint.View()).Cursor >= before + 5);

        await endpoint.Run(new ReplayWebhook { Webhook = endpoint.Id, After = before, Through = (await endpoint.View()).Cursor, Actor = Actor.System });
        await receiver.Until(all => all.Count == 10);

        Assert.Equal([.. events, .. events], receiver.All.Select(one => one.Id));
        await Eventually.True(async () => (await endpoint.View()).Replay is { EndedAt: not null });
    }

    [Fact]
    public async Task Only_one_replay_is_under_way_and_none_of_a_disabled_endpoint()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        receiver.AnswerWith(500);
        var events = await cluster.Happen(LogId.Of(organization), 1);
        var replay = new ReplayWebhook { Organization = organization, Webhook = endpoint.Id, After = 0, Through = 100, Actor = Actor.System };

        Assert.Null((await endpoint.Run(replay)).Error);
        Assert.Equal(ErrorCode.ReplayInProgress, (await endpoint.Run(replay)).Error?.Code);
        await Eventually.True(async () => await endpoint.Delivery(events[0]) is not null);

        await endpoint.Run(new DisableWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        Assert.Equal(ErrorCode.WebhookDisabled, (await endpoint.Run(replay)).Error?.Code);
        var again = new RedeliverWebhook { Organization = organization, Webhook = endpoint.Id, Event = EventId.Wrap(events[0]), Actor = Actor.System };
        Assert.Equal(ErrorCode.WebhookDisabled, (await endpoint.Run(again)).Error?.Code);
    }

    [Theory]
    [InlineData(-1, 5, "after")]
    [InlineData(5, 5, "through")]
    [InlineData(0, 10_001, "through")]
    public async Task A_replay_has_a_range(long after, long through, string field)
    {
        await using var receiver = await Receiver.Start();
        var endpoint = await cluster.Make(null, receiver);
        var outcome = await endpoint.Run(new ReplayWebhook { Webhook = endpoint.Id, After = after, Through = through, Actor = Actor.System });
        Assert.Contains(outcome.Error!.Fields, broken => broken.Field == field);
    }

    [Fact]
    public async Task What_happens_to_an_endpoint_is_in_the_log_and_without_secrets()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        var changed = await endpoint.Grain.Update(new WebhookChanges { Description = "Ours", Strict = true }, Actor.System);
        Assert.Equal(("Ours", true), (changed.Value!.Description, changed.Value.Strict));
        await endpoint.Grain.Update(new WebhookChanges { Description = "Ours" }, Actor.System);
        var secret = await Rotate(endpoint, overlap: 60);
        await endpoint.Run(new TestWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        await endpoint.Run(new ReplayWebhook { Organization = organization, Webhook = endpoint.Id, After = 0, Through = 1, Actor = Actor.System });
        await endpoint.Run(new DisableWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        await endpoint.Run(new EnableWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        await endpoint.Run(new DeleteWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });

        string[] expected =
        [
            "webhook.created", "webhook.changed", "webhook.replayed", "webhook.tested", "webhook.secret_rotated", "webhook.disabled", "webhook.enabled", "webhook.deleted",
        ];
        await Eventually.True(async () => (await cluster.Grains.Lists().Events(LogId.Of(organization), 0, 100)).Length == expected.Length);
        var log = await cluster.Grains.Lists().Events(LogId.Of(organization), 0, 100);
        Assert.Equal(expected.Order(), log.Select(logged => logged.Event.Type).Order());
        Assert.Equal("true", log.Single(logged => logged.Event.Type == "webhook.changed").Event.After!["strict"]);
        Assert.DoesNotContain(log.SelectMany(logged => logged.Event.Data.Values), value => value == secret || value == endpoint.Secret);
    }

    [Fact]
    public async Task The_delivery_log_keeps_the_latest_thousand_for_thirty_days()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        string[] events = [];
        for (var i = 0; i < 13; i++)
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            events = [.. await cluster.Happen(LogId.Of(organization), 100)];
            await endpoint.UntilIs(events[^1], WebhookDeliveryStatus.Delivered);
        }

        await Eventually.True(async () => await Kept() is >= DeliveryLogBounds.Kept and <= DeliveryLogBounds.Kept + 200);
        var first = (await cluster.Grains.Lists().WebhookDeliveries(organization, endpoint.Id, null, 1)).Value!.Items.Single();
        Assert.Contains(first.Event.Value, events);

        cluster.Clock.Advance(DeliveryLogBounds.LongestKept);
        await endpoint.Wake();
        await Eventually.True(async () => await Kept() == 0);

        async Task<int> Kept() => (await cluster.Store.ReadPartition(DeliveryLog.PartitionOf(endpoint.Id), null, 2000)).Count;
    }

    [Fact]
    public async Task An_endpoint_that_is_active_twice_misses_nothing_and_keeps_the_order()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);
        await using var twin = await cluster.StartTwin();
        var events = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            events.AddRange(await cluster.Happen(LogId.Of(organization), 10));
            try
            {
                await twin.Client.Webhook(organization, endpoint.Id).Reach(events.Count + 1);
            }
            catch (StoreUnavailableException)
            {
                // The two got into each other's way; one of them begins anew.
            }
        }

        await receiver.Until(all => all.Select(one => one.Id).Distinct().Count() == 100);
        Assert.Equal(events, receiver.All.Select(one => one.Id).Distinct());
    }

    private static async Task<string> Rotate(Endpoint endpoint, int overlap)
    {
        var outcome = await endpoint.Run(new RotateWebhookSecret
        {
            Organization = endpoint.Organization,
            Webhook = endpoint.Id,
            OverlapSeconds = overlap,
            Actor = Actor.System,
        });
        return ((WebhookView)outcome.Value!).Secret!;
    }
}
