namespace Tenantry.Grains.Tests;

public sealed class SlugChangeTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_new_slug_takes_effect_everywhere_before_the_answer()
    {
        var organization = (await Grains.Tenant()).Organization;
        var (before, after) = (organization.Slug, Make.Unique());

        var outcome = await Grains.ChangeSlug(organization.Id, $" {after.ToUpperInvariant()}");

        Assert.Equal((after, 2), Assert.IsType<OrganizationView>(outcome.Value) is var view ? (view.Slug, view.Revision) : default);
        Assert.Equal(new ClaimView(organization.Id.Value, Confirmed: true), await Grains.SlugClaim(after).Get());
        Assert.Equal(new ClaimView(organization.Id.Value, Confirmed: true), await Grains.SlugClaim(before).Get());
        Assert.Equal((after, false), await Find(organization.Id, after));
        Assert.Equal((after, true), await Find(organization.Id, before));
        var entry = await cluster.Store.Read(new RecordKey("directory/organizations", organization.Id.Value), TestContext.Current.CancellationToken);
        Assert.Equal(after, GrainJson.Read<DirectoryRecord>(entry!.Body).Entry.Slug);
        var changed = Assert.Single(await Events(organization.Id), happened => happened.Type == EventTypes.OrganizationSlugChanged.Name);
        Assert.Equal((before, after), (changed.Before!["slug"], changed.After!["slug"]));
    }

    [Fact]
    public async Task The_same_slug_is_no_change()
    {
        var organization = (await Grains.Tenant()).Organization;
        var outcome = await Grains.ChangeSlug(organization.Id, organization.Slug);

        Assert.Equal(1, Assert.IsType<OrganizationView>(outcome.Value).Revision);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-acme")]
    [InlineData("admin")]
    public async Task What_no_sign_up_could_have_is_refused(string slug)
        => Assert.Equal("slug", Assert.Single((await Grains.ChangeSlug((await Grains.Tenant()).Organization.Id, slug)).Error!.Fields).Field);

    [Fact]
    public async Task Name_and_slug_change_together()
    {
        var organization = (await Grains.Tenant()).Organization;
        var outcome = await Grains.ChangeSlug(organization.Id, Make.Unique(), name: "Renamed", ifRevision: 1);

        Assert.Equal(("Renamed", 2), Assert.IsType<OrganizationView>(outcome.Value) is var view ? (view.Name, view.Revision) : default);
        Assert.Single(await Events(organization.Id), happened => happened.Type == EventTypes.OrganizationRenamed.Name);
    }

    [Fact]
    public async Task A_taken_slug_leaves_the_name_too()
    {
        var taken = (await Grains.Tenant()).Organization.Slug;
        var organization = (await Grains.Tenant()).Organization;

        var outcome = await Grains.ChangeSlug(organization.Id, taken, name: "Renamed");

        Assert.Equal((ErrorCode.SlugTaken, null), (outcome.Error!.Code, outcome.Error.RetryAfter));
        Assert.Equal(organization with { Subscription = null! }, await Grains.View(organization.Id) with { Subscription = null! });
        Assert.DoesNotContain(await Events(organization.Id), happened => happened.Type == EventTypes.OrganizationRenamed.Name);
    }

    [Fact]
    public async Task A_refused_wish_holds_nothing()
    {
        var taken = (await Grains.Tenant()).Organization.Slug;
        var organization = (await Grains.Tenant()).Organization;
        await Grains.ChangeSlug(organization.Id, taken);

        Assert.False(await Grains.Organization(organization.Id).Challenge(GrainKeys.SlugClaimKey(taken)));
        Assert.Null(await Grains.Organization(organization.Id).FindByName(GrainKeys.SlugClaimKey(taken)));
        Assert.Null((await Grains.ChangeSlug(organization.Id, Make.Unique())).Error);
    }

    [Fact]
    public async Task Another_revision_changes_nothing()
    {
        var organization = (await Grains.Tenant()).Organization;
        var wanted = Make.Unique();

        Assert.Equal(ErrorCode.RevisionMismatch, (await Grains.ChangeSlug(organization.Id, wanted, ifRevision: 7)).Error!.Code);
        Assert.Null(await Grains.SlugClaim(wanted).Get());
    }

    [Fact]
    public async Task A_former_slug_is_taken_back_at_once_and_is_nobody_elses_meanwhile()
    {
        var organization = (await Grains.Tenant()).Organization;
        var other = (await Grains.Tenant()).Organization;
        var second = Make.Unique();
        await Grains.ChangeSlug(organization.Id, second);

        Assert.Equal(ErrorCode.SlugTaken, (await Grains.ChangeSlug(other.Id, organization.Slug)).Error!.Code);
        Assert.Equal(ErrorCode.SlugTaken, (await Grains.Commands().Run(Make.SignUp(slug: organization.Slug))).Error!.Code);
        var back = await Grains.ChangeSlug(organization.Id, organization.Slug);

        Assert.Equal(organization.Slug, Assert.IsType<OrganizationView>(back.Value).Slug);
        Assert.Equal((organization.Slug, true), await Find(organization.Id, second));
        Assert.Equal(ErrorCode.SlugTaken, (await Grains.ChangeSlug(other.Id, second)).Error!.Code);
    }

    [Fact]
    public async Task Only_so_many_former_slugs_are_kept_but_any_of_them_can_be_taken_back()
    {
        var organization = (await Grains.Tenant()).Organization;
        for (var i = 0; i < OrganizationState.MostFormerSlugs; i++)
            Assert.Null((await Grains.ChangeSlug(organization.Id, Make.Unique())).Error);

        Assert.Equal(ErrorCode.CapacityReached, (await Grains.ChangeSlug(organization.Id, Make.Unique())).Error!.Code);
        Assert.Null((await Grains.ChangeSlug(organization.Id, organization.Slug)).Error);
    }

    [Fact]
    public async Task A_suspended_organization_keeps_its_slug()
    {
        var organization = (await Grains.Tenant()).Organization;
        await Grains.Organization(organization.Id).Suspend("unpaid", Actor.System);

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.ChangeSlug(organization.Id, Make.Unique())).Error!.Code);
    }

    private async Task<(string, bool)> Find(OrganizationId organization, string slug)
    {
        var found = await Grains.Organization(organization).FindByName(GrainKeys.SlugClaimKey(slug));
        return (found!.Organization.Slug, found.Moved);
    }

    private async Task<IEnumerable<TenantEvent>> Events(OrganizationId organization)
        => (await Grains.Lists().Events(LogId.Of(organization), 0, 100)).Select(logged => logged.Event);
}
