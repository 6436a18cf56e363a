using System.Text;
using Orleans.Core.Internal;

namespace Tenantry.Grains.Tests;

public sealed class MailGrainTests(MailCluster cluster) : MailTest(cluster), IClassFixture<MailCluster>
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    [Fact]
    public async Task A_mail_is_sent_once_however_often_it_is_ordered_and_retried()
    {
        var order = Order();
        var mail = Cluster.NewMail();
        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => (Task[])[mail.Enqueue(order), mail.Retry(Operator)]));
        await Sent(order);
        await mail.Enqueue(order);

        Assert.Equal(ErrorCode.MailNotFound, (await mail.Retry(Operator)).Error?.Code);
        Assert.Equal(1, Cluster.Mailer.AttemptsFor(order.To));
        var sent = Assert.Single(Cluster.Mailer.SentTo(order.To));
        Assert.Equal(KeyOf(mail).Key, sent.Id.Value);
        Assert.Equal("The trial of “Acme” has ended", sent.Subject);
    }

    [Fact]
    public async Task Whoever_orders_does_not_wait_until_it_is_sent()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        Cluster.Mailer.For(order.To, gate.Task.WaitAsync);

        var mail = await Cluster.Order(order);

        await Eventually.True(() => Task.FromResult(Cluster.Mailer.AttemptsFor(order.To) == 1));
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
        Cluster.Mailer.FailFor(order.To, () => new IOException($"failure {++failures}."));
        var mail = await Cluster.Order(order);

        for (var attempt = 1; attempt <= Waits.Length; attempt++)
        {
            var failed = await Failed(mail, $"failure {attempt}.");
            Assert.Equal((MailStatus.Waiting, attempt), (failed.Status, failed.Attempts));
            var wait = failed.NextAttemptAt!.Value - Cluster.Clock.GetUtcNow();
            Assert.InRange(wait, 0.8 * Waits[attempt - 1] - TimeSpan.FromSeconds(20), Waits[attempt - 1]);
            await Cluster.Pass(mail, wait - TimeSpan.FromSeconds(15));
            Assert.Equal(attempt, Cluster.Mailer.AttemptsFor(order.To));
            await Cluster.Pass(mail, TimeSpan.FromSeconds(15));
        }

        var parked = await Failed(mail, "failure 7.");
        Assert.Equal((MailStatus.Parked, 7, null), (parked.Status, parked.Attempts, parked.NextAttemptAt));
        await Cluster.Pass(mail, TimeSpan.FromDays(30));
        Assert.Equal(7, Cluster.Mailer.AttemptsFor(order.To));
        Assert.Null((await Cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken))!.Alarm);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_parked_at_once()
    {
        var (mail, order) = await Parked();

        Assert.Equal(1, Cluster.Mailer.AttemptsFor(order.To));
        await Cluster.Pass(mail, TimeSpan.FromDays(1));
        Assert.Equal(1, Cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_that_queues_for_long_is_not_sent_twice()
    {
        var order = Order();
        var gate = new TaskCompletionSource();
        Cluster.Mailer.For(order.To, gate.Task.WaitAsync);
        var mail = await Cluster.Order(order);
        for (var minute = 0; minute < 5; minute++)
            await Cluster.Pass(mail, TimeSpan.FromMinutes(1.1));

        gate.SetResult();

        await Sent(order);
        await Gone(mail);
        Assert.Equal(1, Cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_whose_time_is_over_is_dropped()
    {
        var late = Ending(Cluster.Clock.GetUtcNow());
        await Gone(await Cluster.Order(late));
        Assert.Equal(0, Cluster.Mailer.AttemptsFor(late.To));

        var waiting = Ending(Cluster.Clock.GetUtcNow().AddSeconds(30));
        Cluster.Mailer.FailFor(waiting.To, () => new IOException("down."));
        var mail = await Cluster.Order(waiting);
        await Failed(mail, "down.");
        await Cluster.Pass(mail, TimeSpan.FromMinutes(1));
        await Gone(mail);
        Assert.Equal(1, Cluster.Mailer.AttemptsFor(waiting.To));

        var (parked, _) = await Parked(Ending(Cluster.Clock.GetUtcNow().AddHours(1)));
        Cluster.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ErrorCode.MailNotFound, (await parked.Retry(Operator)).Error?.Code);
    }

    [Fact]
    public async Task Nothing_of_a_sent_mail_is_kept_but_that_it_was_and_that_for_an_hour()
    {
        var order = Order();
        var mail = await Cluster.Order(order);
        await Sent(order);
        await Gone(mail);

        var kept = await Cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("example.com", Encoding.UTF8.GetString(kept!.Body.Span), StringComparison.Ordinal);
        await Cluster.Pass(mail, TimeSpan.FromMinutes(59));
        Assert.NotNull(await Cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken));
        await Cluster.Pass(mail, TimeSpan.FromMinutes(2));
        Assert.Null(await Cluster.Store.Read(KeyOf(mail), TestContext.Current.CancellationToken));
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
            ExpiresAt = Cluster.Clock.GetUtcNow().AddDays(7),
        };

        await Gone(await Cluster.Order(order));

        Assert.Equal(0, Cluster.Mailer.AttemptsFor(order.To));
    }

    [Fact]
    public async Task A_mail_whose_last_attempt_is_cut_short_is_parked()
    {
        var order = Order();
        Cluster.Mailer.FailFor(order.To, () => new IOException("down."));
        var mail = await Cluster.Order(order);
        for (var attempt = 1; attempt < 7; attempt++)
        {
            await Eventually.True(async () => (await mail.Get()).Value is { LastError: not null } view && view.Attempts == attempt
                && view.NextAttemptAt > Cluster.Clock.GetUtcNow());
            if (attempt == 6)
                Cluster.Mailer.For(order.To, cancellation => Task.Delay(Timeout.Infinite, cancellation));
            await Cluster.Pass(mail, TimeSpan.FromHours(10));
        }

        Assert.Equal(7, (await mail.Get()).Value!.Attempts);
        await Eventually.True(() => Task.FromResult(Cluster.Mailer.AttemptsFor(order.To) == 7));
        await mail.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await Eventually.True(() => Task.FromResult(Cluster.Mailer.CalledOffFor(order.To) == 1));

        await Eventually.True(async () =>
        {
            await Cluster.Pass(mail, TimeSpan.FromMinutes(1));
            return (await mail.Get()).Value!.Status == MailStatus.Parked;
        });
        Assert.Equal(7, Cluster.Mailer.AttemptsFor(order.To));
    }
}
