namespace Tenantry.Grains.Tests;

public sealed class NameRaceTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_a_hundred_that_wish_one_slug_at_once_exactly_one_has_it()
    {
        var slug = Make.Unique();
        var organizations = await Grains.Tenants(100);

        var outcomes = await Task.WhenAll(organizations.Select(organization => Grains.ChangeSlug(organization, slug, name: slug)));

        var views = await Task.WhenAll(organizations.Select(Grains.View));
        var winner = Assert.Single(views, view => view.Slug == slug);
        Assert.Equal(winner.Id, Assert.IsType<OrganizationView>(Assert.Single(outcomes, outcome => outcome.Error is null).Value).Id);
        Assert.Single(views, view => view.Name == slug);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.SlugTaken, outcome.Error!.Code));
        Assert.Equal(new ClaimView(winner.Id.Value, Confirmed: true), await Grains.SlugClaim(slug).Get());
    }

    [Fact]
    public async Task Of_a_hundred_that_wish_one_external_id_at_once_exactly_one_has_it()
    {
        var id = Make.Unique();
        var organizations = await Grains.Tenants(100);

        var outcomes = await Task.WhenAll(organizations.Select(organization => Grains.SetExternalId(organization, id)));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        var winner = Assert.Single(await Task.WhenAll(organizations.Select(Grains.View)), view => view.ExternalId == id);
        Assert.Equal(new ClaimView(winner.Id.Value, Confirmed: true), await Grains.Claim(GrainKeys.ExternalIdClaimKey(id)).Get());
    }

    [Fact]
    public async Task A_sign_up_and_a_change_that_want_one_slug_do_not_both_get_it()
    {
        for (var i = 0; i < 10; i++)
        {
            var slug = Make.Unique();
            var organization = (await Grains.Tenants(1))[0];

            var signingUp = Grains.Commands().Run(Make.SignUp(slug: slug));
            var changing = Grains.ChangeSlug(organization, slug);
            await Task.WhenAll(signingUp, changing);

            var refused = Assert.Single([await signingUp, await changing], outcome => outcome.Error is not null);
            Assert.Equal(ErrorCode.SlugTaken, refused.Error!.Code);
            var owner = (await Grains.SlugClaim(slug).Get())!.Owner;
            Assert.Equal(slug, (await Grains.View(OrganizationId.Wrap(owner))).Slug);
            Assert.Equal((await changing).Error is null, owner == organization.Value);
        }
    }

    [Fact]
    public async Task Of_many_changes_of_one_organization_each_is_done_or_refused_and_the_last_done_counts()
    {
        var organization = (await Grains.Tenants(1))[0];
        var slugs = Enumerable.Range(0, 20).Select(_ => Make.Unique()).ToArray();

        var outcomes = await Task.WhenAll(slugs.Select(slug => Grains.ChangeSlug(organization, slug)));

        var done = slugs.Where((_, i) => outcomes[i].Error is null).ToArray();
        Assert.InRange(done.Length, 1, OrganizationState.MostFormerSlugs);
        Assert.Contains((await Grains.View(organization)).Slug, done);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome
            => Assert.True(outcome.Error!.Code is ErrorCode.ChangeInProgress or ErrorCode.CapacityReached));
        foreach (var (slug, outcome) in slugs.Zip(outcomes))
            Assert.Equal(outcome.Error is null, await Grains.SlugClaim(slug).Get() is { Confirmed: true });
    }
}
