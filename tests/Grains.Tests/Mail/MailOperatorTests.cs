using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tenantry.Grains.Tests;

public sealed class MailOperatorTests(MailCluster cluster) : MailTest(cluster), IClassFixture<MailCluster>
{
    [Fact]
    public async Task An_operator_has_a_parked_mail_tried_again_with_the_whole_schedule()
    {
        var (mail, order) = await Parked();
        Cluster.Mailer.FailFor(order.To, () => new IOException("still down."));

        var retried = (await mail.Retry(Operator)).Value!;
        Assert.Equal((MailStatus.Waiting, 1), (retried.Status, retried.Attempts));

        await Failed(mail, "still down.");
        Cluster.Mailer.SucceedFor(order.To);
        await mail.Retry(Operator);
        await Sent(order);
        await Gone(mail);
    }

    [Fact]
    public async Task An_operator_drops_a_mail_and_no_repeated_order_brings_it_back()
    {
        var (mail, order) = await Parked();
        Cluster.Mailer.SucceedFor(order.To);

        Assert.True((await mail.Drop(Operator)).Succeeded);

        await mail.Enqueue(order);
        await Gone(mail);
        Assert.Equal(ErrorCode.MailNotFound, (await mail.Drop(Operator)).Error?.Code);
        Assert.Empty(Cluster.Mailer.SentTo(order.To));
    }

    [Fact]
    public async Task A_mail_dropped_while_it_is_being_sent_stays_dropped()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        Cluster.Mailer.For(order.To, gate.Task.WaitAsync);
        var mail = await Cluster.Order(order);
        await Eventually.True(() => Task.FromResult(Cluster.Mailer.AttemptsFor(order.To) == 1));

        await mail.Drop(Operator);
        gate.SetException(new IOException("down."));

        await Cluster.Pass(mail, TimeSpan.FromMinutes(10));
        await Gone(mail);
        Assert.Equal(1, Cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task Unsent_mails_are_listed_in_pages_and_others_are_not()
    {
        var (first, _) = await Parked();
        var sent = Order();
        await Gone(await Cluster.Order(sent));
        var waiting = Order();
        Cluster.Mailer.FailFor(waiting.To, () => new IOException("down."));
        var second = await Cluster.Order(waiting);
        await Failed(second, "down.");

        var all = new List<MailView>();
        string? after = null;
        do
        {
            var page = await Cluster.Grains.Lists().UnsentMails(after, 1);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        var mine = all.Where(view => view.Id.Value == KeyOf(first).Key || view.Id.Value == KeyOf(second).Key).ToArray();
        Assert.Equal([(await first.Get()).Value!, (await second.Get()).Value!], mine);
        Assert.DoesNotContain(all, view => view.To == sent.To);
    }

    [Fact]
    public async Task Many_sent_mails_hide_no_unsent_one()
    {
        var (first, _) = await Parked();
        var sent = Enumerable.Range(0, 40).Select(_ => Order()).ToArray();
        foreach (var mail in await Task.WhenAll(sent.Select(Cluster.Order)))
            await Gone(mail);
        var (last, _) = await Parked();

        var page = await Cluster.Grains.Lists().UnsentMails(after: KeyOf(first).Key, limit: 1);

        Assert.Equal([KeyOf(last).Key], page.Items.Select(view => view.Id.Value));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task What_becomes_of_mails_is_counted()
    {
        var counted = new ConcurrentBag<(object?, object?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "tenantry.mails")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add((tags[0].Value, tags[1].Value)));
        listener.Start();

        await Parked(Ending(Cluster.Clock.GetUtcNow().AddDays(1)));

        await Eventually.True(() => Task.FromResult(counted.Contains(("TrialEnding", "Parked"))));
    }

    [Fact]
    public async Task What_a_server_repeats_of_a_mail_is_neither_shown_nor_logged()
    {
        const string token = "q7Zt0vX2mK9pLr4sYw8e";
        var order = Order();
        Cluster.Mailer.FailFor(order.To, () => new MailRefusedException(
            $"550 spam:\r\n see https://app.example/invitations#token={token} or {token}{token}, \u0007 {new string('x', 2000)} {token}"));
        var mail = await Cluster.Order(order);

        await Eventually.True(async () => (await mail.Get()).Value?.Status == MailStatus.Parked);
        var error = (await mail.Get()).Value!.LastError!;
        Assert.StartsWith("550 spam: see … or …, ", error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 20, 301);
        Assert.Contains(Cluster.Log, line => line.Contains($"{KeyOf(mail).Key} (TrialEnded) is parked", StringComparison.Ordinal));
        Assert.DoesNotContain(Cluster.Log, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(order.To, StringComparison.Ordinal));
    }
}
