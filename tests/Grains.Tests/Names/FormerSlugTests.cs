namespace Tenantry.Grains.Tests;

/// <summary>What happens to names when time passes, and when the power fails; on clusters of their own, since they set the clock.</summary>
public sealed class FormerSlugTests
{
    [Fact]
    public async Task A_former_slug_leads_on_for_30_days_and_is_free_then()
    {
        await using var twins = await TwinClusters.Start();
        var grains = twins[0];
        var organization = (await grains.Tenant()).Organization;
        await grains.ChangeSlug(organization.Id, Make.Unique());
        await twins.Settle();

        twins.Clock.Advance(TimeSpan.FromDays(29) + TimeSpan.FromHours(23));
        Assert.True((await grains.Organization(organization.Id).FindByName(GrainKeys.SlugClaimKey(organization.Slug)))!.Moved);
        Assert.Equal(ErrorCode.SlugTaken, (await grains.Commands().Run(Make.SignUp(slug: organization.Slug))).Error!.Code);

        twins.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.Null(await grains.Organization(organization.Id).FindByName(GrainKeys.SlugClaimKey(organization.Slug)));
        await Eventually.True(async () => await StoredOwner(twins, organization.Slug) is null);
        // Either cluster's sweeper may have woken the organization, so the other's memory of the claim can be old.
        var again = (await twins[0].SlugClaim(organization.Slug).Get() is null ? twins[0] : twins[1]).Tenant(Make.SignUp(slug: organization.Slug));
        Assert.Equal(organization.Slug, (await again).Organization.Slug);
    }

    [Fact]
    public async Task A_wish_survives_a_power_cut_before_the_claim_is_taken()
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization;
        var slug = Make.Unique();

        twins.Store.Refuses = key => key.Partition == $"claim/{GrainKeys.SlugClaimKey(slug)}";
        Assert.NotEqual(NameWish.None, (await twins[0].Organization(organization.Id).Update(new() { Slug = slug }, null, Actor.System)).Value);
        await twins.Kill(0);
        twins.Store.Refuses = null;
        await twins.Settle();

        Assert.Equal(slug, (await twins[1].View(organization.Id)).Slug);
        Assert.Equal(organization.Id.Value, await StoredOwner(twins, slug));
    }

    [Fact]
    public async Task A_claim_that_is_taken_but_not_decided_is_not_lost_to_a_challenger()
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization;
        var slug = Make.Unique();

        await twins[0].Organization(organization.Id).Update(new() { Slug = slug }, null, Actor.System);
        twins.Store.Refuses = key => key.Partition == $"organization/{organization.Id}";
        await Eventually.True(async () => await StoredOwner(twins, slug) == organization.Id.Value);
        await twins.Kill(0);
        twins.Store.Refuses = null;

        twins.Clock.Advance(TimeSpan.FromSeconds(11));
        var rival = await twins[1].Commands().Run(Make.SignUp(slug: slug));
        Assert.Equal(ErrorCode.SlugTaken, rival.Error!.Code);
        await twins.Settle();
        Assert.Equal(slug, (await twins[1].View(organization.Id)).Slug);
    }

    private static async Task<string?> StoredOwner(TwinClusters twins, string slug)
        => await twins.Store.Read(new RecordKey($"claim/{GrainKeys.SlugClaimKey(slug)}", "")) is { } record
            ? GrainJson.Read<Record<ClaimState>>(record.Body).State.Attempt
            : null;
}
