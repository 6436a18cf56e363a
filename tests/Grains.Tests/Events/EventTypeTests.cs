using System.Text.RegularExpressions;

namespace Tenantry.Grains.Tests;

public sealed partial class EventTypeTests
{
    private const string Organization = "org_01k9q0z3v8e2r9x4m7c5t1b6na";

    private static readonly EventType Painted = new("house.painted", "A house was painted.")
    {
        Data = [new("painter", "who"), new("helper", "who else", IsNullable: true)],
    };

    private readonly IdSource _ids = new(TimeProvider.System);

    public static TheoryData<string> Names => [.. EventTypes.All.Select(type => type.Name)];

    [Fact]
    public void No_two_types_have_the_same_name()
        => Assert.Equal(EventTypes.All.Length, EventTypes.All.DistinctBy(type => type.Name, StringComparer.Ordinal).Count());

    [Theory, MemberData(nameof(Names))]
    public void A_type_is_a_noun_and_what_became_of_it_and_is_told_in_sentences(string name)
    {
        var type = EventTypes.Find(name)!;

        Assert.Matches(Name(), type.Name);
        Assert.Matches(Sentence(), type.Description);
        Assert.NotEmpty(type.Logs);
        Assert.All(type.Data.Concat(type.Changes), member => Assert.Matches(MemberName(), member.Name));
        Assert.All(type.Data.Concat(type.Changes), member => Assert.False(string.IsNullOrWhiteSpace(member.Meaning)));
        Assert.Equal(type.Data.Length, type.Data.DistinctBy(member => member.Name).Count());
        Assert.Equal(type.Changes.Length, type.Changes.DistinctBy(member => member.Name).Count());
        // A change is told apart from the data.
        Assert.DoesNotContain(type.Data, member => member.Name == "before");
    }

    [Fact]
    public void A_subject_with_an_id_has_the_prefix_of_its_kind()
        => Assert.All(EventTypes.All.Select(type => type.Subject.Prefix).OfType<string>(), prefix => Assert.Matches(Prefix(), prefix));

    [Fact]
    public void An_event_as_the_catalogue_has_it_is_made()
    {
        var happened = New(Organization, ("painter", "Ada"));

        Assert.Equal("house.painted", happened.Type);
        Assert.Equal("Ada", Assert.Single(happened.Data).Value);
        Assert.Null(happened.Before);
    }

    [Fact]
    public void Nothing_is_told_that_the_catalogue_does_not_know()
        => Assert.Throws<ArgumentException>(() => New(Organization, ("painter", "Ada"), ("roof", "flat")));

    [Fact]
    public void What_the_catalogue_demands_is_told()
    {
        Assert.Throws<ArgumentException>(() => New(Organization));
        Assert.Throws<ArgumentException>(() => New(Organization, ("painter", null)));
        Assert.Null(New(Organization, ("painter", "Ada"), ("helper", null)).Data["helper"]);
    }

    [Fact]
    public void A_subject_of_another_kind_is_refused()
        => Assert.Throws<ArgumentException>(() => New("usr_01k9q0z3v8e2r9x4m7c5t1b6na", ("painter", "Ada")));

    [Fact]
    public void A_change_that_the_catalogue_does_not_know_is_refused()
    {
        var renamed = TenantEvents.New(_ids, DateTimeOffset.UnixEpoch, EventTypes.OrganizationRenamed, Actor.System, Organization);

        Assert.Throws<ArgumentException>(() => renamed.Changing(("colour", "red", "blue")));
        Assert.Throws<ArgumentException>(() => renamed.Changing(("name", null, "Acme")));
        Assert.Equal("Acme", renamed.Changing(("name", "Apex", "Acme")).After!["name"]);
    }

    [Fact]
    public void Names_that_are_the_tenants_own_are_declared_together()
    {
        var changed = TenantEvents.New(
            _ids, DateTimeOffset.UnixEpoch, EventTypes.EnvironmentSettingsChanged, Actor.System, "env_01k9q0z3v8e2r9x4m7c5t1b6na",
            ("project", "prj_01k9q0z3v8e2r9x4m7c5t1b6na"));

        Assert.Equal("blue", changed.Changing(("colour", "red", "blue")).After!["colour"]);
    }

    private TenantEvent New(string subject, params ReadOnlySpan<(string Name, string? Value)> data)
        => TenantEvents.New(_ids, DateTimeOffset.UnixEpoch, Painted, Actor.System, subject, data);

    [GeneratedRegex(@"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Z][^\n]+\.\z")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^([a-z][A-Za-z]*|\*)\z")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"^[a-z]{3}_\z")]
    private static partial Regex Prefix();
}
