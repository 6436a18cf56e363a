using System.Collections.Concurrent;
using Tenantry.Webhooks.Tests;

namespace Tenantry.Grains.Tests;

public sealed class WebhookDeliveryTests(WebhookCluster cluster) : IClassFixture<WebhookCluster>
{
    [Fact]
    public async Task Many_events_arrive_once_and_in_order()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);

        var events = new List<string>();
        for (var i = 0; i < 6; i++)
            events.AddRange(await cluster.Happen(LogId.Of(organization), 50));

        await receiver.Until(all => all.Count >= events.Count);
        Assert.Equal(events, receiver.All.Select(one => one.Id));
        Assert.All(receiver.All, one => Assert.True(one.IsSignedWith(endpoint.Secret)));
        Assert.Equal(Enumerable.Range((int)receiver.All[0].Sequence, events.Count).Select(number => (long)number), receiver.All.Select(one => one.Sequence));
        Assert.Equal(receiver.All.Select(one => one.Id).SkipLast(1), receiver.All.Skip(1).Select(one => (string?)one.Json["previousId"]));
        await endpoint.UntilIs(events[^1], WebhookDeliveryStatus.Delivered);
    }

    [Fact]
    public async Task An_event_that_fails_three_times_is_parked_and_later_ones_proceed()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        string? bad = null;
        var fails = true;
        receiver.Answer = (one, _) => Task.FromResult(fails && (bad ??= one.Id) == one.Id ? 500 : 200);

        var events = await cluster.Happen(LogId.Of(organization), 4);
        await receiver.Until(all => all.Count(one => one.Status == 200) >= 3);

        Assert.Equal([events[0], events[0], events[0], .. events.Skip(1)], receiver.All.Take(6).Select(one => one.Id));
        await endpoint.UntilIs(events[0], WebhookDeliveryStatus.Parked);
        var parked = (await endpoint.Delivery(events[0]))!;
        Assert.Equal((3, 500), (parked.Attempts.Length, parked.Attempts[^1].Status));
        Assert.NotNull(parked.NextAttemptAt);

        fails = false;
        await endpoint.UntilIs(events[0], WebhookDeliveryStatus.Delivered);
        Assert.Equal(events[0], receiver.All[^1].Id);
    }

    [Fact]
    public async Task A_strict_endpoint_lets_nothing_pass_an_event_that_fails()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        await cluster.Make(organization, receiver, strict: true);
        var failures = 6;
        receiver.Answer = (_, _) => Task.FromResult(Interlocked.Decrement(ref failures) >= 0 ? 500 : 200);

        var events = await cluster.Happen(LogId.Of(organization), 3);
        // The waits are up to 7 s; the clock goes faster.
        await Eventually.True(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(receiver.Accepted.Count == 3);
        });

        Assert.Equal([.. Enumerable.Repeat(events[0], 7), .. events.Skip(1)], receiver.All.Select(one => one.Id));
    }

    [Fact]
    public async Task Only_the_types_that_are_asked_for_arrive()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*", "team.created"]);

        foreach (var type in (string[])["team.created", "members.counted", "team.deleted", "member.added", "project.created", "member.role_changed"])
            await cluster.Happen(LogId.Of(organization), 1, type);

        await receiver.Until(all => all.Count == 3);
        Assert.Equal(["team.created", "member.added", "member.role_changed"], receiver.All.Select(one => one.Type));
        Assert.NotNull(receiver.All[1].Json["previousId"]);
        await Eventually.True(async () => (await endpoint.View()).Cursor >= 7);
    }

    [Fact]
    public async Task An_endpoint_of_the_platform_gets_the_events_of_all_logs_in_order_per_log()
    {
        await using var receiver = await Receiver.Start();
        var endpoint = await cluster.Make(null, receiver, types: ["environment.created"]);
        LogId[] logs = [.. Enumerable.Range(0, 20).Select(_ => LogId.Of(WebhookCluster.NewOrganization()))];
        var expected = new ConcurrentDictionary<LogId, List<string>>();

        await Parallel.ForEachAsync(logs, async (log, _) =>
        {
            for (var i = 0; i < 3; i++)
                expected.GetOrAdd(log, _ => []).AddRange(await cluster.Happen(log, 4, "environment.created"));
        });
        await receiver.Until(all => all.Select(one => one.Id).Distinct().Count() >= 240);

        foreach (var log in logs)
            Assert.Equal(expected[log], receiver.All.Where(one => (string?)one.Json["organization"] == log.Value).Select(one => one.Id));
        Assert.All(receiver.All, one => Assert.True(one.IsSignedWith(endpoint.Secret)));
    }

    [Fact]
    public async Task A_log_that_fails_holds_up_no_other_log_of_the_platform()
    {
        await using var receiver = await Receiver.Start();
        var (bad, good) = (WebhookCluster.NewOrganization(), WebhookCluster.NewOrganization());
        await cluster.Make(null, receiver, types: ["domain.added"]);
        var fails = true;
        receiver.Answer = (one, _) => Task.FromResult(fails && (string?)one.Json["organization"] == bad.Value ? 500 : 200);

        var held = await cluster.Happen(LogId.Of(bad), 2, "domain.added");
        await receiver.Until(all => all.Count >= 1);
        var passed = await cluster.Happen(LogId.Of(good), 5, "domain.added");
        await receiver.Until(all => all.Count(one => one.Status == 200) == 5);
        Assert.Equal(passed, receiver.Accepted.Select(one => one.Id));

        fails = false;
        await receiver.Until(all => all.Count(one => one.Status == 200) == 7);
        Assert.Equal(held.Order(), receiver.Accepted.Skip(5).Select(one => one.Id).Order());
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_no_other()
    {
        await using var hanging = await Receiver.Start();
        await using var healthy = await Receiver.Start();
        using var end = new CancellationTokenSource();
        hanging.Answer = async (_, context) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted), Task.Delay(Timeout.Infinite, end.Token));
            return 500;
        };
        var organization = WebhookCluster.NewOrganization();
        var stuck = await cluster.Make(organization, hanging);
        await cluster.Make(organization, healthy);

        var events = await cluster.Happen(LogId.Of(organization), 30);
        await healthy.Until(all => all.Count >= 30);

        Assert.Equal(events, healthy.All.Where(one => one.Type == "member.added").Select(one => one.Id));
        await stuck.UntilIs(events[0], WebhookDeliveryStatus.Retrying);
        Assert.Equal("The receiver took longer than 1 s.", (await stuck.Delivery(events[0]))!.Attempts[0].Error);
        await end.CancelAsync();
    }

    [Fact]
    public async Task What_came_while_an_endpoint_was_disabled_arrives_once_it_is_enabled()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver, types: ["member.*"]);
        await endpoint.Run(new DisableWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        var events = await cluster.Happen(LogId.Of(organization), 5);
        Assert.Equal((WebhookStatus.Disabled, "requested"), ((await endpoint.View()).Status, (await endpoint.View()).DisabledReason));

        await endpoint.Run(new EnableWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        await receiver.Until(all => all.Count == 5);

        Assert.Equal(events, receiver.All.Select(one => one.Id));
    }

    [Fact]
    public async Task Deletion_ends_delivery_at_once()
    {
        await using var receiver = await Receiver.Start();
        var organization = WebhookCluster.NewOrganization();
        var endpoint = await cluster.Make(organization, receiver);
        var aborted = new TaskCompletionSource();
        receiver.Answer = async (_, context) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await aborted.Task;
            return 200;
        };
        await cluster.Happen(LogId.Of(organization), 3);
        await Eventually.True(async () => (await endpoint.View()).Cursor >= 0);

        var deleted = await endpoint.Run(new DeleteWebhook { Organization = organization, Webhook = endpoint.Id, Actor = Actor.System });
        Assert.Null(deleted.Error);
        await cluster.Happen(LogId.Of(organization), 3);

        Assert.Equal(ErrorCode.WebhookNotFound, (await endpoint.Grain.Get()).Error?.Code);
        await Eventually.True(async () => (await cluster.Store.ReadPartition(DeliveryLog.PartitionOf(endpoint.Id), null, 10)).Count == 0);
        aborted.TrySetResult();
        Assert.True(receiver.All.Count <= 1);
    }

    [Fact]
    public async Task No_more_than_the_most_endpoints_are_made_however_many_ask_at_once()
    {
        var organization = WebhookCluster.NewOrganization();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => cluster.Grains.Commands().Run(
            new CreateWebhook { Organization = organization, Url = "https://example.com/hooks", Actor = Actor.System })));

        Assert.Equal(IWebhooksGrain.Most, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.CapacityReached, outcome.Error!.Code));
        Assert.Equal(IWebhooksGrain.Most, (await cluster.Grains.Lists().Webhooks(organization, null, 100)).Items.Length);
    }
}
