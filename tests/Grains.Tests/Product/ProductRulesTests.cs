using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class ProductRulesTests(ClusterFixture cluster)
{
    private static readonly ImmutableHashSet<string> PlanFeatures = ["sso"];

    [Fact]
    public void A_definition_is_kept_as_it_is_given()
    {
        var given = new ProductDefinition
        {
            Flags = [new() { Key = "darkMode", DisplayName = "Dark mode", Rollout = 0 }],
            Meters = [new() { Key = "battle-cards", Kind = MeterKind.Gauge }, new() { Key = "Seatings2", Kind = MeterKind.Monthly }],
            Permissions =
            [
                new() { Key = "battlecards:write", LeastRole = Role.Member, Feature = "darkMode" },
                new() { Key = "battlecards:read", Feature = "sso", Reads = true, OnProjects = true },
            ],
            Onboarding = [new() { Key = "installScript", Title = "Install" }],
        };

        var kept = ProductRules.Check(given, PlanFeatures, new FieldRules());

        Assert.Equal(
            GrainJson.ToBytes(new ProductState { Definition = given }), GrainJson.ToBytes(new ProductState { Definition = kept }));
    }

    [Fact]
    public void Every_fault_is_named_by_its_path()
    {
        var broken = Broken(new ProductDefinition
        {
            Flags = [new() { Key = "a" }, new() { Key = "1st", Rollout = 101 }, new() { Key = "a", DisplayName = "" }],
            Meters =
            [
                new() { Key = "users", Kind = MeterKind.Gauge }, new() { Key = "reservations", Kind = MeterKind.Gauge },
                new() { Key = new string('x', 41), Kind = MeterKind.Total }, new() { Key = "a.b", Kind = MeterKind.Total },
            ],
            Permissions =
            [
                new() { Key = "members:write" }, new() { Key = "battlecards" }, new() { Key = "a:b:c" }, new() { Key = "a:b", Feature = "nothing" },
                new() { Key = "a:b" },
            ],
            Onboarding = [new() { Key = "same", Title = " " }, new() { Key = "same", Title = "Fine" }, new() { Key = "b\n", Title = "Fine" }],
        });

        Assert.Equal(
            [
                "flags.1.key", "flags.1.rollout", "flags.2.displayName", "flags.2.key", "meters.0.key", "meters.1.key", "meters.2.key", "meters.3.key",
                "onboarding.0.title", "onboarding.1.key", "onboarding.2.key", "permissions.0.key", "permissions.1.key", "permissions.2.key",
                "permissions.3.feature", "permissions.4.key",
            ],
            broken);
    }

    [Fact]
    public void Lists_have_their_bounds()
        => Assert.Equal(
            ["flags", "meters", "onboarding", "permissions"],
            Broken(new ProductDefinition
            {
                Flags = [.. Enumerable.Range(0, 101).Select(i => new FlagDefinition { Key = $"f{i}" })],
                Meters = [.. Enumerable.Range(0, 51).Select(i => new MeterDefinition { Key = $"m{i}", Kind = MeterKind.Total })],
                Permissions = [.. Enumerable.Range(0, 101).Select(i => new PermissionDefinition { Key = $"a:p{i}" })],
                Onboarding = [.. Enumerable.Range(0, 31).Select(i => new StepDefinition { Key = $"s{i}", Title = "Step" })],
            }));

    [Fact]
    public async Task A_definition_that_makes_the_record_too_large_is_refused()
    {
        var name = new string('語', 100);
        var product = await cluster.Grains.Product().Get();

        var refused = await cluster.Grains.Product().Put(
            product with { Permissions = [.. Enumerable.Range(0, 100).Select(i => new PermissionDefinition { Key = $"a:p{i}", DisplayName = name })] },
            ifRevision: null, Actor.System);

        Assert.Equal(ErrorCode.CapacityReached, refused.Error!.Code);
    }

    [Fact]
    public async Task A_definition_is_replaced_only_as_it_was_seen()
    {
        var stale = await cluster.Grains.Product().Put(new ProductDefinition(), ifRevision: 0, Actor.System);

        Assert.Equal(ErrorCode.RevisionMismatch, stale.Error!.Code);
    }

    private static IEnumerable<string> Broken(ProductDefinition definition)
    {
        var rules = new FieldRules();
        ProductRules.Check(definition, PlanFeatures, rules);
        return rules.AreBroken ? rules.ToError().Fields.Select(field => field.Field).Order(StringComparer.Ordinal) : [];
    }
}
