namespace Tenantry.Grains.Tests;

public sealed class ExternalIdTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task An_external_id_is_replaced_and_removed_and_is_free_at_once()
    {
        var (first, second) = (Make.Unique(), Make.Unique());
        var organizations = await Grains.Tenants(2);

        Assert.Equal(first, Assert.IsType<OrganizationView>((await Grains.SetExternalId(organizations[0], first)).Value).ExternalId);
        Assert.Equal(2, Assert.IsType<OrganizationView>((await Grains.SetExternalId(organizations[0], first)).Value).Revision);
        Assert.Equal(ErrorCode.ExternalIdTaken, (await Grains.SetExternalId(organizations[1], first)).Error!.Code);
        Assert.Null((await Grains.SetExternalId(organizations[0], second)).Error);
        Assert.Null((await Grains.SetExternalId(organizations[1], first)).Error);
        Assert.Null((await Grains.ClearExternalId(organizations[0])).Error);
        Assert.Null((await Grains.View(organizations[0])).ExternalId);
        Assert.Null(await Grains.Claim(GrainKeys.ExternalIdClaimKey(second)).Get());

        var changes = (await Grains.Lists().Events(LogId.Of(organizations[0]), 0, 100)).Select(logged => logged.Event)
            .Where(happened => happened.Type == EventTypes.OrganizationExternalIdChanged.Name)
            .Select(happened => (happened.Before!["externalId"], happened.After!["externalId"]));
        Assert.Equal([(null, first), (first, second), (second, null)], changes);
    }

    [Fact]
    public async Task Removing_what_is_not_there_changes_nothing()
    {
        var organization = (await Grains.Tenants(1))[0];

        Assert.Null((await Grains.ClearExternalId(organization)).Error);
        Assert.Equal(1, (await Grains.View(organization)).Revision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("..")]
    [InlineData("é")]
    public async Task What_cannot_stand_in_an_address_is_refused(string externalId)
        => Assert.Equal(
            "externalId", Assert.Single((await Grains.SetExternalId((await Grains.Tenants(1))[0], externalId)).Error!.Fields).Field);

    [Fact]
    public async Task It_has_at_most_100_characters()
    {
        var organization = (await Grains.Tenants(1))[0];

        Assert.Null((await Grains.SetExternalId(organization, Make.Unique().PadRight(100, '~'))).Error);
        Assert.NotNull((await Grains.SetExternalId(organization, Make.Unique().PadRight(101, '~'))).Error);
    }

    [Fact]
    public async Task Upper_and_lower_case_are_two_ids()
    {
        var id = Make.Unique();
        var organizations = await Grains.Tenants(2);

        Assert.Null((await Grains.SetExternalId(organizations[0], $"x{id}")).Error);
        Assert.Null((await Grains.SetExternalId(organizations[1], $"X{id}")).Error);
    }

    [Fact]
    public async Task It_is_passed_on_a_hundred_times_at_once_and_never_doubled()
    {
        // Everybody takes it and gives it back, over and over: what an earlier wish left behind must never free a later one's.
        var id = Make.Unique();
        var organizations = await Grains.Tenants(5);

        await Task.WhenAll(organizations.SelectMany(organization => Enumerable.Range(0, 20).Select(async _ =>
        {
            await Grains.SetExternalId(organization, id);
            await Grains.ClearExternalId(organization);
        })));

        foreach (var organization in organizations)
            await Eventually.True(async () => (await Grains.ClearExternalId(organization)).Error is null);
        await Eventually.True(async () => (await Grains.SetExternalId(organizations[0], id)).Error is null);
        foreach (var organization in organizations[1..])
            Assert.Equal(ErrorCode.ExternalIdTaken, (await Grains.SetExternalId(organization, id)).Error!.Code);
    }
}
