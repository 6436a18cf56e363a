namespace Tenantry.Grains.Tests;

/// <summary>An activation that was left behind by another one must find that out before it says no.</summary>
public sealed class DoubledActivationTests
{
    [Fact]
    public async Task An_organization_that_does_not_know_its_wish_yet_does_not_deny_it()
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization.Id;
        var slug = Make.Unique();
        // The second one remembers the time before the wish, which the first one cannot carry out.
        Assert.True((await twins[1].Organization(organization).Get()).Succeeded);
        twins.Store.Refuses = key => key.Partition == $"claim/{GrainKeys.SlugClaimKey(slug)}";
        Assert.True((await twins[0].Organization(organization).Update(new() { Slug = slug }, null, Actor.System)).Succeeded);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => twins[1].Organization(organization).Challenge(GrainKeys.SlugClaimKey(slug)));
        await Eventually.True(() => Answered(() => twins[1].Organization(organization).Challenge(GrainKeys.SlugClaimKey(slug))));
    }

    [Fact]
    public async Task A_claim_that_does_not_know_its_holder_yet_is_freed_all_the_same()
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization.Id;
        var claim = GrainKeys.ExternalIdClaimKey(Make.Unique());
        Assert.Null(await twins[1].Claim(claim).Get());
        Assert.Equal(ClaimAnswer.Granted, await twins[0].Claim(claim).TakeFor(organization, wish: 7));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => twins[1].Claim(claim).ConfirmFor(organization, wish: 7));
        await Eventually.True(() => Answered(async () =>
        {
            await twins[1].Claim(claim).GiveUp(organization, wish: 7);
            return true;
        }));
        Assert.Null(await twins[1].Claim(claim).Get());
    }

    [Fact]
    public async Task What_comes_late_from_an_earlier_wish_changes_nothing_of_a_later_one()
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization.Id;
        var claim = twins[0].Claim(GrainKeys.ExternalIdClaimKey(Make.Unique()));
        await claim.TakeFor(organization, wish: 7);
        await claim.ConfirmFor(organization, wish: 7);
        await claim.GiveUp(organization, wish: 7);
        await claim.TakeFor(organization, wish: 9);

        await claim.TakeFor(organization, wish: 7);
        await claim.ConfirmFor(organization, wish: 7);
        await claim.GiveUp(organization, wish: 7);

        Assert.Equal(new ClaimView(organization.Value, Confirmed: false), await claim.Get());
        await claim.ConfirmFor(organization, wish: 9);
        Assert.Equal(new ClaimView(organization.Value, Confirmed: true), await claim.Get());
    }

    private static async Task<bool> Answered(Func<Task<bool>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
