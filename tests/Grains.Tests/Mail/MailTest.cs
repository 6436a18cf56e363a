namespace Tenantry.Grains.Tests;

/// <summary>Orders mails and waits for what becomes of them.</summary>
public abstract class MailTest(MailCluster cluster)
{
    private protected static readonly Actor Operator = Actor.Operator(TypedId.From<OperatorId>(Guid.CreateVersion7()));

    private protected MailCluster Cluster => cluster;

    private protected async Task<(IMailGrain Mail, MailOrder Order)> Parked(MailOrder? order = null)
    {
        order ??= Order();
        cluster.Mailer.FailFor(order.To, () => new MailRefusedException("550 no such mailbox."));
        var mail = await cluster.Order(order);
        Assert.Equal(MailStatus.Parked, (await Failed(mail, "550 no such mailbox.")).Status);
        return (mail, order);
    }

    private protected static async Task<MailView> Failed(IMailGrain mail, string error)
    {
        await Eventually.True(async () => (await mail.Get()).Value?.LastError == error);
        return (await mail.Get()).Value!;
    }

    private protected static Task Gone(IMailGrain mail)
        => Eventually.True(async () => (await mail.Get()).Error?.Code == ErrorCode.MailNotFound);

    private protected Task Sent(MailOrder order)
        => Eventually.True(() => Task.FromResult(cluster.Mailer.SentTo(order.To).Count > 0));

    private protected static RecordKey KeyOf(IMailGrain mail) => RecordKey.Of(mail.GetGrainId());

    private protected static TrialEndedMail Order() => new()
    {
        To = $"{Make.Unique()}@example.com",
        OrganizationName = "Acme",
        Plan = "trial",
        TrialEndedAt = DateTimeOffset.UnixEpoch,
    };

    private protected static TrialEndingMail Ending(DateTimeOffset at) => new()
    {
        To = $"{Make.Unique()}@example.com",
        OrganizationName = "Acme",
        Plan = "trial",
        TrialEndsAt = at,
    };
}
