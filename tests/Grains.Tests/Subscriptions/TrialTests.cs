namespace Tenantry.Grains.Tests;

/// <summary>Trials and periods by the alarm, with every grain active twice.</summary>
public sealed class TrialTests
{
    [Fact]
    public async Task A_trial_is_announced_to_end_once_and_ends_once_however_often_it_is_woken()
    {
        await using var twins = await TwinClusters.Start();
        var signup = await twins[0].Tenant();
        var organization = signup.Organization.Id;
        var subscriber = new Subscriber(twins[0], organization);
        await subscriber.AddProjects(2);

        twins.Clock.Advance(TimeSpan.FromDays(11));
        await WakeOften(twins, organization);
        await Eventually.True(async () => (await subscriber.Events()).Contains(EventTypes.SubscriptionTrialEnding.Name));
        Assert.Equal(SubscriptionStatus.Trialing, (await subscriber.Grain.GetSubscription()).Value!.Status);

        twins.Clock.Advance(TimeSpan.FromDays(3));
        await WakeOften(twins, organization);
        await Eventually.True(async () => (await subscriber.Events()).Contains(EventTypes.SubscriptionFrozen.Name));
        var ended = (await Awake(twins, organization)).Value!;

        Assert.Equal(SubscriptionStatus.Expired, ended.Status);
        Assert.All(ended.Limits, limit => Assert.Equal(0, limit.Value));
        Assert.Equal(3, ended.Frozen[Meters.Projects]);
        var events = await subscriber.Events();
        Assert.Single(events, EventTypes.SubscriptionTrialEnding.Name);
        Assert.Single(events, EventTypes.SubscriptionTrialEnded.Name);
        // The first asked to verify the address.
        await Eventually.True(() => Task.FromResult(twins.Mailer.SentTo(signup.User.Email).Count >= 3));
        Assert.Equal(3, twins.Mailer.SentTo(signup.User.Email).Select(mail => mail.Id).Distinct().Count());

        var outcome = await twins[0].Commands().Run(new CreateProject { Organization = organization, Name = "More", Actor = Actor.System });
        Assert.Equal(new LimitReached(Meters.Projects, Limit: 0, Used: 3, Requested: 1, UpgradeTo: "basic"), outcome.Error!.Limit);
    }

    [Fact]
    public async Task What_was_missed_while_nothing_ran_is_made_up_for()
    {
        await using var twins = await TwinClusters.Start();
        var subscriber = await Subscriber.On(twins[0], "basic");

        twins.Clock.Advance(TimeSpan.FromDays(100));
        await Eventually.True(async () => (await subscriber.Events()).Count(type => type == EventTypes.SubscriptionRenewed.Name) == 3);

        var now = twins.Clock.GetUtcNow();
        var subscription = (await Awake(twins, subscriber.Id)).Value!;
        Assert.True(subscription.PeriodStart <= now && now < subscription.PeriodEnd);
    }

    // One of the two activations writes; the other finds out and reloads, as it would anywhere.
    private static async Task<Result<Subscription>> Awake(TwinClusters twins, OrganizationId organization)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await twins[i % 2].Organization(organization).CancelPlanChange(Actor.System);
                return await twins[i % 2].Organization(organization).GetSubscription();
            }
            catch (StoreUnavailableException) when (i < 20)
            {
                // Reloaded by now.
            }
        }
    }

    private static async Task WakeOften(TwinClusters twins, OrganizationId organization)
    {
        for (var i = 0; i < 20; i++)
            await Task.WhenAll(Wake(twins[0]), Wake(twins[1]));

        async Task Wake(IGrainFactory grains)
        {
            try
            {
                await grains.GetGrain<IWakeableGrain>(GrainId.Create("organization", organization.Value)).Wake();
            }
            catch (StoreUnavailableException)
            {
                // The other one was faster.
            }
        }
    }
}
