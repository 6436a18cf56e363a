using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class ProfileTests(ClusterFixture cluster)
{
    private static readonly Actor Ada = Actor.User(Metered.New<UserId>());

    private readonly OrganizationId _id = Metered.New<OrganizationId>();

    private IProfileGrain Profile => cluster.Grains.Profile(_id);

    [Fact]
    public async Task Steps_are_done_in_any_order_and_reopened()
    {
        var fresh = await Profile.GetOnboarding();
        Assert.Equal((0, fresh.Steps.Length), (fresh.Done, fresh.Total));

        await Profile.CompleteStep("firstProject", Ada);
        var again = (await Profile.CompleteStep("firstProject", Actor.System)).Value!;
        var step = again.Steps.Single(step => step.Key == "firstProject");
        Assert.Equal((1, true, Ada.Id), (again.Done, step.Done, step.DoneBy));
        Assert.NotNull(step.DoneAt);

        await Profile.ReopenStep("firstProject", Ada);
        var reopened = (await Profile.ReopenStep("firstProject", Ada)).Value!;
        Assert.Equal((0, false), (reopened.Done, reopened.Steps.Single(one => one.Key == "firstProject").Done));
        Assert.Equal(ErrorCode.StepNotFound, (await Profile.CompleteStep("nothing", Ada)).Error!.Code);
        Assert.Equal(ErrorCode.StepNotFound, (await Profile.ReopenStep("nothing", Ada)).Error!.Code);
        Assert.Equal(["onboarding.step_completed", "onboarding.step_reopened"], await Events(2));
    }

    [Fact]
    public async Task Parallel_completions_of_one_step_are_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Profile.CompleteStep("inviteTeam", Ada)));

        Assert.Equal(["onboarding.step_completed"], await Events(1));
    }

    [Fact]
    public void Progress_in_steps_that_are_gone_is_not_shown_and_then_not_kept()
    {
        var product = new ProductDefinition { Onboarding = [new() { Key = "b", Title = "B" }, new() { Key = "c", Title = "C" }] };
        var done = new StepDone(DateTimeOffset.UnixEpoch, null);
        var state = new ProfileState { Steps = ImmutableSortedDictionary<string, StepDone>.Empty.Add("a", done).Add("b", done) };

        Assert.Equal((1, 2), (state.Onboarding(product).Done, state.Onboarding(product).Total));
        Assert.Equal(["b", "c"], state.Complete("c", done, product).Steps.Keys);
    }

    [Fact]
    public async Task Company_details_complete_their_step()
    {
        var company = new CompanyView { LegalName = " Acme GmbH ", Website = "https://acme.example/über", Size = 12 };

        var put = (await Profile.PutCompany(company, ifRevision: 1, Ada)).Value!;
        Assert.Equal(company with { LegalName = "Acme GmbH", Revision = 2 }, put);
        Assert.True((await Profile.GetOnboarding()).Steps.Single(step => step.Key == "companyDetails").Done);

        await Profile.ReopenStep("companyDetails", Ada);
        var address = new PostalAddress { Lines = ["Hauptstraße 1"], City = "Berlin", PostalCode = "10115", Country = "DE" };
        var patched = (await Profile.PatchCompany(new CompanyView { Size = 13, Address = address }, ifRevision: 2, Ada)).Value!;
        Assert.Equal(put with { Size = 13, Address = address, Revision = 3 }, patched);
        Assert.Equal(patched, (await Profile.PutCompany(patched, ifRevision: 3, Ada)).Value);
        Assert.Equal(ErrorCode.RevisionMismatch, (await Profile.PutCompany(company, ifRevision: 2, Ada)).Error!.Code);
        Assert.Equal(
            [
                "organization.company_changed", "onboarding.step_completed", "onboarding.step_reopened",
                "organization.company_changed", "onboarding.step_completed",
            ],
            await Events(5));
        var changed = (await cluster.Grains.Lists().Events(LogId.Of(_id), 3, 1))[0].Event;
        Assert.Equal(("12", "13", null, "Hauptstraße 1, 10115, Berlin, DE"), (changed.Before!["size"], changed.After!["size"], changed.Before["address"], changed.After["address"]));
        Assert.DoesNotContain("website", changed.Before.Keys);
    }

    [Fact]
    public async Task Empty_details_complete_nothing()
    {
        await Profile.PutCompany(new CompanyView(), ifRevision: null, Ada);

        Assert.Equal(0, (await Profile.GetOnboarding()).Done);
    }

    [Theory]
    [InlineData("acme.example")]
    [InlineData("ftp://acme.example")]
    [InlineData("/about")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:word@acme.example")]
    [InlineData("https://acme.example/a b")]
    [InlineData("https://")]
    [InlineData("")]
    public async Task A_website_is_an_absolute_web_address(string website)
        => Assert.Equal("website", await FieldOf(new CompanyView { Website = website }));

    [Fact]
    public async Task Company_details_have_their_bounds()
    {
        Assert.Equal("size", await FieldOf(new CompanyView { Size = 0 }));
        Assert.Equal("size", await FieldOf(new CompanyView { Size = 10_000_001 }));
        Assert.Equal("legalName", await FieldOf(new CompanyView { LegalName = new string('x', 201) }));
        Assert.Equal("address.country", await FieldOf(new CompanyView { Address = new PostalAddress { Country = "ZZ" } }));
        Assert.Equal("address.country", await FieldOf(new CompanyView { Address = new PostalAddress { Country = "de" } }));
        Assert.Equal("address.lines", await FieldOf(new CompanyView { Address = new PostalAddress { Lines = ["1", "2", "3", "4", "5"], Country = "DE" } }));
        Assert.Equal("address.lines.1", await FieldOf(new CompanyView { Address = new PostalAddress { Lines = ["1", "\u0007"], Country = "DE" } }));
        Assert.Equal("address.postalCode", await FieldOf(new CompanyView { Address = new PostalAddress { PostalCode = new string('1', 21), Country = "DE" } }));
        Assert.Equal(249, CountryCodes.Count);
    }

    [Fact]
    public async Task Metadata_is_replaced_changed_and_deleted()
    {
        var put = (await Profile.PutMetadata(Map(("crm.id", "42"), ("tier", "gold"), ("note", "")), ifRevision: 1, Ada)).Value!;
        Assert.Equal(("42", "gold", "", 2), (put.Metadata["crm.id"], put.Metadata["tier"], put.Metadata["note"], put.Revision));

        var patched = (await Profile.PatchMetadata(
            ImmutableSortedDictionary<string, string?>.Empty.Add("tier", null).Add("new-key", "x").Add("crm.id", "42").Add("gone", null), ifRevision: 2, Ada)).Value!;
        Assert.Equal(["crm.id", "new-key", "note"], patched.Metadata.Keys);
        Assert.Equal(3, patched.Revision);

        var replaced = (await Profile.PutMetadata(Map(("only", "1")), ifRevision: null, Ada)).Value!;
        Assert.Equal(["only"], replaced.Metadata.Keys);
        Assert.Equal(4, replaced.Revision);
        Assert.Equal(4, (await Profile.PutMetadata(Map(("only", "1")), ifRevision: 4, Ada)).Value!.Revision);
        Assert.Equal(ErrorCode.RevisionMismatch, (await Profile.PutMetadata(Map(), ifRevision: 3, Ada)).Error!.Code);
        await Events(3);
        Assert.Equal("new-key tier", (await cluster.Grains.Lists().Events(LogId.Of(_id), 1, 1))[0].Event.Data["keys"]);
    }

    [Fact]
    public async Task Metadata_has_its_bounds()
    {
        foreach (var key in (string[])["", "a b", "ключ", "a/b", new string('k', 41)])
            Assert.Equal(ErrorCode.ValidationFailed, (await Profile.PutMetadata(Map((key, "x")), null, Ada)).Error!.Code);
        Assert.Equal("metadata.a", (await Profile.PutMetadata(Map(("a", new string('x', 501))), null, Ada)).Error!.Fields.Single().Field);

        var fifty = Map([.. Enumerable.Range(0, 50).Select(i => ($"{i}-{new string('k', 37)}", new string('x', 500)))]);
        Assert.True((await Profile.PutMetadata(fifty, null, Ada)).Succeeded);
        var more = await Profile.PatchMetadata(ImmutableSortedDictionary<string, string?>.Empty.Add("more", "x"), null, Ada);
        Assert.Equal("metadata", more.Error!.Fields.Single().Field);
        var long1 = await Profile.PutMetadata(Map([.. fifty.Keys.Select(key => (key, new string('語', 500)))]), null, Ada);
        Assert.Equal(ErrorCode.CapacityReached, long1.Error!.Code);
        Assert.Equal(50, (await Profile.GetMetadata()).Metadata.Count);
    }

    private async Task<string> FieldOf(CompanyView company)
        => (await Profile.PutCompany(company, ifRevision: null, Ada)).Error!.Fields.Single().Field;

    private async Task<IEnumerable<string>> Events(int count)
    {
        ImmutableArray<LoggedEvent> events = [];
        await Eventually.True(async () => (events = await cluster.Grains.Lists().Events(LogId.Of(_id), 0, 100)).Length >= count);
        return events.Select(one => one.Event.Type);
    }

    private static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs)
        => pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
