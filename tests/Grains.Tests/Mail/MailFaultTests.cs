namespace Tenantry.Grains.Tests;

public sealed class MailFaultTests
{
    [Fact]
    public async Task Two_activations_of_one_mail_send_it_once()
    {
        await using var twins = await TwinClusters.Start();
        var mails = Orders(twins, 20);

        await Task.WhenAll(mails.SelectMany(mail => (Task[])[Insist(twins[0], mail), Insist(twins[1], mail)]));

        foreach (var (_, order) in mails)
            await Eventually.True(() => Task.FromResult(twins.Mailer.SentTo(order.To).Count > 0));
        Assert.All(mails, mail => Assert.Equal(1, twins.Mailer.AttemptsFor(mail.Order.To)));
    }

    [Fact]
    public async Task A_mail_that_a_crash_cuts_short_is_sent_after_it()
    {
        await using var twins = await TwinClusters.Start();
        var (id, order) = Orders(twins, 1).Single();
        twins.Mailer.For(order.To, cancellation => Task.Delay(Timeout.Infinite, cancellation));
        await twins[0].Mail(id).Enqueue(order);
        await Eventually.True(() => Task.FromResult(twins.Mailer.AttemptsFor(order.To) == 1));

        await twins.Kill(0);

        twins.Mailer.SucceedFor(order.To);
        Assert.Equal((MailStatus.Waiting, 1), await twins[1].Mail(id).Get() is { Value: { } view } ? (view.Status, view.Attempts) : default);
        // Nobody tells the other one but its sweep.
        twins.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(() => Task.FromResult(twins.Mailer.SentTo(order.To).Count == 1));
        await Eventually.True(async () => (await twins[1].Mail(id).Get()).Error?.Code == ErrorCode.MailNotFound);
        Assert.Equal(2, twins.Mailer.AttemptsFor(order.To));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task On_a_store_that_goes_wrong_every_mail_is_sent_and_forgotten(int seed)
    {
        await using var twins = await TwinClusters.Start();
        var mails = Orders(twins, 20);
        foreach (var (_, order) in mails.Take(5))
            twins.Mailer.FailFor(order.To, () => new IOException("down."));

        twins.Store.Begin(seed);
        await Task.WhenAll(mails.SelectMany(mail => (Task[])[Insist(twins[0], mail), Insist(twins[1], mail)]));
        await twins.Store.End();

        foreach (var (_, order) in mails)
            twins.Mailer.SucceedFor(order.To);
        foreach (var (id, order) in mails)
        {
            await Eventually.True(() =>
            {
                twins.Clock.Advance(TimeSpan.FromSeconds(30));
                return Task.FromResult(twins.Mailer.SentTo(order.To).Count > 0);
            });
            Assert.Equal([id], twins.Mailer.SentTo(order.To).Select(mail => mail.Id).Distinct());
        }

        await Eventually.True(async () =>
        {
            twins.Clock.Advance(TimeSpan.FromMinutes(20));
            return (await twins.Store.ReadPartition("mail/out", null, 1)).Count == 0;
        });
    }

    // As an outbox does: until it is taken.
    private static async Task Insist(IGrainFactory grains, (MailId Id, MailOrder Order) mail)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await grains.Mail(mail.Id).Enqueue(mail.Order);
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OrleansException)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    private static (MailId Id, MailOrder Order)[] Orders(TwinClusters twins, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => (
            TypedId.From<MailId>(Guid.CreateVersion7(twins.Clock.GetUtcNow())),
            (MailOrder)new TrialEndedMail
            {
                To = $"{Make.Unique()}@example.com",
                OrganizationName = "Acme",
                Plan = "trial",
                TrialEndedAt = DateTimeOffset.UnixEpoch,
            })),
    ];
}
