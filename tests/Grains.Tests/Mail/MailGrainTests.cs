using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Tenantry.Grains.Tests;

public sealed class MailGrainTests(MailCluster cluster) : IClassFixture<MailCluster>
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    private static readonly Actor Operator = Actor.Operator(TypedId.From<OperatorId>(Guid.CreateVersion7()));

    [Fact]
    public async Task A_mail_is_sent_once_however_often_it_is_ordered_and_retried()
    {
        var order = Order();
        var mail = cluster.NewMail();
        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => (Task[])[mail.Enqueue(order), mail.Retry(Operator)]));
        await Sent(order);
        await mail.Enqueue(order);

        Assert.Equal(ErrorCode.MailNotFound, (await mail.Retry(Operator)).Error?.Code);
        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
        var sent = Assert.Single(cluster.Mailer.SentTo(order.To));
        Assert.Equal(KeyOf(mail).Key, sent.Id.Value);
        Assert.Equal("The trial of “Acme” has ended", sent.Subject);
    }

    [Fact]
    public async Task Whoever_orders_does_not_wait_until_it_is_sent()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        cluster.Mailer.For(order.To, gate.Task.WaitAsync);

        var mail = await cluster.Order(order);

        await Eventually.True(() => Task.FromResult(cluster.Mailer.AttemptsFor(order.To) == 1));
        var view = (await mail.Get()).Value!;
        Assert.Equal((MailStatus.Waiting, 1, null), (view.Status, view.Attempts, view.LastError));
        gate.SetResult();
        await Sent(order);
    }

    [Fact]
    public async Task A_failing_mail_is_tried_by_the_schedule_and_then_parked()
    {
        var order = Order();
        var failures = 0;
        cluster.Mailer.FailFor(order.To, () => new IOException($"failure {++failures}."));
        var mail = await cluster.Order(order);

        for (var attempt = 1; attempt <= Waits.Length; attempt++)
        {
            var failed = await Failed(mail, $"failure {attempt}.");
            Assert.Equal((MailStatus.Waiting, attempt), (failed.Status, failed.Attempts));
            var wait = failed.NextAttemptAt!.Value - cluster.Clock.GetUtcNow();
            Assert.InRange(wait, 0.8 * Waits[attempt - 1] - TimeSpan.FromSeconds(20), Waits[attempt - 1]);
            await cluster.Pass(mail, wait - TimeSpan.FromSeconds(15));
            Assert.Equal(attempt, cluster.Mailer.AttemptsFor(order.To));
            await cluster.Pass(mail, TimeSpan.FromSeconds(15));
        }

        var parked = await Failed(mail, "failure 7.");
        Assert.Equal((MailStatus.Parked, 7, null), (parked.Status, parked.Attempts, parked.NextAttemptAt));
        await cluster.Pass(mail, TimeSpan.FromDays(30));
        Assert.Equal(7, cluster.Mailer.AttemptsFor(order.To));
        Assert.Null((await cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken))!.Alarm);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_parked_at_once()
    {
        var (mail, order) = await Parked();

        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
        await cluster.Pass(mail, TimeSpan.FromDays(1));
        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task An_operator_has_a_parked_mail_tried_again_with_the_whole_schedule()
    {
        var (mail, order) = await Parked();
        cluster.Mailer.FailFor(order.To, () => new IOException("still down."));

        var retried = (await mail.Retry(Operator)).Value!;
        Assert.Equal((MailStatus.Waiting, 1), (retried.Status, retried.Attempts));

        await Failed(mail, "still down.");
        cluster.Mailer.SucceedFor(order.To);
        await mail.Retry(Operator);
        await Sent(order);
        await Gone(mail);
    }

    [Fact]
    public async Task An_operator_drops_a_mail_and_no_repeated_order_brings_it_back()
    {
        var (mail, order) = await Parked();
        cluster.Mailer.SucceedFor(order.To);

        Assert.True((await mail.Drop(Operator)).Succeeded);

        await mail.Enqueue(order);
        await Gone(mail);
        Assert.Equal(ErrorCode.MailNotFound, (await mail.Drop(Operator)).Error?.Code);
        Assert.Empty(cluster.Mailer.SentTo(order.To));
    }

    [Fact]
    public async Task A_mail_dropped_while_it_is_being_sent_stays_dropped()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        cluster.Mailer.For(order.To, gate.Task.WaitAsync);
        var mail = await cluster.Order(order);
        await Eventually.True(() => Task.FromResult(cluster.Mailer.AttemptsFor(order.To) == 1));

        await mail.Drop(Operator);
        gate.SetException(new IOException("down."));

        await cluster.Pass(mail, TimeSpan.FromMinutes(10));
        await Gone(mail);
        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_that_queues_for_long_is_not_sent_twice()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        cluster.Mailer.For(order.To, gate.Task.WaitAsync);
        var mail = await cluster.Order(order);
        for (var minute = 0; minute < 5; minute++)
            await cluster.Pass(mail, TimeSpan.FromMinutes(1.1));

        gate.SetResult();

        await Sent(order);
        await Gone(mail);
        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_whose_time_is_over_is_dropped()
    {
        var late = Ending(cluster.Clock.GetUtcNow());
        await Gone(await cluster.Order(late));
        Assert.Equal(0, cluster.Mailer.AttemptsFor(late.To));

        var waiting = Ending(cluster.Clock.GetUtcNow().AddSeconds(30));
        cluster.Mailer.FailFor(waiting.To, () => new IOException("down."));
        var mail = await cluster.Order(waiting);
        await Failed(mail, "down.");
        await cluster.Pass(mail, TimeSpan.FromMinutes(1));
        await Gone(mail);
        Assert.Equal(1, cluster.Mailer.AttemptsFor(waiting.To));

        var (parked, _) = await Parked(Ending(cluster.Clock.GetUtcNow().AddHours(1)));
        cluster.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ErrorCode.MailNotFound, (await parked.Retry(Operator)).Error?.Code);
    }

    [Fact]
    public async Task Nothing_of_a_sent_mail_is_kept_but_that_it_was_and_that_for_an_hour()
    {
        var order = Order();
        var mail = await cluster.Order(order);
        await Sent(order);
        await Gone(mail);

        var kept = await cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("example.com", Encoding.UTF8.GetString(kept!.Body.Span), StringComparison.Ordinal);
        await cluster.Pass(mail, TimeSpan.FromMinutes(59));
        Assert.NotNull(await cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken));
        await cluster.Pass(mail, TimeSpan.FromMinutes(2));
        Assert.Null(await cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Unsent_mails_are_listed_in_pages_and_others_are_not()
    {
        var (first, _) = await Parked();
        var sent = Order();
        await Gone(await cluster.Order(sent));
        var waiting = Order();
        cluster.Mailer.FailFor(waiting.To, () => new IOException("down."));
        var second = await cluster.Order(waiting);
        await Failed(second, "down.");

        var all = new List<MailView>();
        string? after = null;
        do
        {
            var page = await cluster.Grains.Lists().UnsentMails(after, 1);
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
        foreach (var mail in await Task.WhenAll(sent.Select(cluster.Order)))
            await Gone(mail);
        var (last, _) = await Parked();

        var page = await cluster.Grains.Lists().UnsentMails(after: KeyOf(first).Key, limit: 1);

        Assert.Equal([KeyOf(last).Key], page.Items.Select(view => view.Id.Value));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task An_invitation_that_nobody_can_accept_any_more_is_not_sent()
    {
        var order = new InvitationMail
        {
            To = $"{Make.Unique()}@example.com",
            Organization = TypedId.From<OrganizationId>(Guid.CreateVersion7()),
            OrganizationName = "Acme",
            Invitation = TypedId.From<InvitationId>(Guid.CreateVersion7()),
            Role = Role.Member,
            ExpiresAt = cluster.Clock.GetUtcNow().AddDays(7),
        };

        await Gone(await cluster.Order(order));

        Assert.Equal(0, cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task What_becomes_of_mails_is_counted()
    {
        var counted = new ConcurrentBag<(object?, object?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == MailMeter.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add((tags[0].Value, tags[1].Value)));
        listener.Start();

        await Parked(Ending(cluster.Clock.GetUtcNow().AddDays(1)));

        await Eventually.True(() => Task.FromResult(counted.Contains(("TrialEnding", "Parked"))));
    }

    [Fact]
    public async Task What_a_server_repeats_of_a_mail_is_neither_shown_nor_logged()
    {
        const string token = "q7Zt0vX2mK9pLr4sYw8e";
        var order = Order();
        cluster.Mailer.FailFor(order.To, () => new MailRefusedException(
            $"550 spam:\r\n see https://app.example/invitations#token={token} or {token}{token}, \u0007 {new string('x', 2000)} {token}"));
        var mail = await cluster.Order(order);

        await Eventually.True(async () => (await mail.Get()).Value?.Status == MailStatus.Parked);
        var error = (await mail.Get()).Value!.LastError!;
        Assert.StartsWith("550 spam: see … or …, ", error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 20, 301);
        Assert.Contains(cluster.Log, line => line.Contains($"{KeyOf(mail).Key} (TrialEnded) is parked", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Log, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(order.To, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_a_crash_cuts_short_is_sent_after_it()
    {
        var order = Order();
        cluster.Mailer.For(order.To, cancellation => Task.Delay(Timeout.Infinite, cancellation));
        var id = KeyOf(await cluster.Order(order)).Key;

        await cluster.Crash();

        var mail = cluster.Grains.Mail(MailId.Wrap(id));
        Assert.Equal(MailStatus.Waiting, (await mail.Get()).Value!.Status);
        // Nobody wakes it here but the sweep.
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await Sent(order);
        await Gone(mail);
        Assert.Equal(1, cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_whose_last_attempt_a_crash_cuts_short_is_parked()
    {
        var order = Order();
        cluster.Mailer.FailFor(order.To, () => new IOException("down."));
        var mail = await cluster.Order(order);
        for (var attempt = 1; attempt < 7; attempt++)
        {
            await Eventually.True(async () => (await mail.Get()).Value is { LastError: not null } view && view.Attempts == attempt
                && view.NextAttemptAt > cluster.Clock.GetUtcNow());
            if (attempt == 6)
                cluster.Mailer.For(order.To, cancellation => Task.Delay(Timeout.Infinite, cancellation));
            await cluster.Pass(mail, TimeSpan.FromHours(10));
        }

        Assert.Equal(7, (await mail.Get()).Value!.Attempts);
        var id = KeyOf(mail).Key;
        await cluster.Crash();
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = cluster.Grains.Mail(MailId.Wrap(id));
        await Eventually.True(async () => (await again.Get()).Value!.Status == MailStatus.Parked);
        Assert.Equal(0, cluster.Mailer.AttemptsFor(order.To));
    }

    private async Task<(IMailGrain Mail, MailOrder Order)> Parked(MailOrder? order = null)
    {
        order ??= Order();
        cluster.Mailer.FailFor(order.To, () => new MailRefusedException("550 no such mailbox."));
        var mail = await cluster.Order(order);
        Assert.Equal(MailStatus.Parked, (await Failed(mail, "550 no such mailbox.")).Status);
        return (mail, order);
    }

    private static async Task<MailView> Failed(IMailGrain mail, string error)
    {
        await Eventually.True(async () => (await mail.Get()).Value?.LastError == error);
        return (await mail.Get()).Value!;
    }

    private static Task Gone(IMailGrain mail)
        => Eventually.True(async () => (await mail.Get()).Error?.Code == ErrorCode.MailNotFound);

    private Task Sent(MailOrder order)
        => Eventually.True(() => Task.FromResult(cluster.Mailer.SentTo(order.To).Count > 0));

    private static RecordKey KeyOf(IMailGrain mail) => RecordKey.Of(mail.GetGrainId());

    private static TrialEndedMail Order() => new()
    {
        To = $"{Make.Unique()}@example.com",
        OrganizationName = "Acme",
        Plan = "trial",
        TrialEndedAt = DateTimeOffset.UnixEpoch,
    };

    private static TrialEndingMail Ending(DateTimeOffset at) => new()
    {
        To = $"{Make.Unique()}@example.com",
        OrganizationName = "Acme",
        Plan = "trial",
        TrialEndsAt = at,
    };
}
