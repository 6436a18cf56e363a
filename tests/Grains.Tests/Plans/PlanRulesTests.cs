using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class PlanRulesTests
{
    private static readonly ImmutableArray<Plan> Others = [Terms.Trial(), Terms.Plan("basic", 10)];

    [Fact]
    public void Every_broken_rule_of_a_plan_is_named()
    {
        var result = PlanRules.Read(
            new Plan
            {
                Name = "No Key",
                DisplayName = "",
                Rank = -1,
                TrialDays = 0,
                AfterTrial = "trial",
                Limits = ImmutableSortedDictionary<string, long>.Empty.Add("users", -1).Add("1st", 1),
                Features = ImmutableSortedDictionary<string, bool>.Empty.Add("", true),
                SoftLimits = ["seatings"],
                Price = new Price { Amount = -1, Currency = "eur" },
            },
            Others);

        Assert.Equal(
            ["afterTrial", "displayName", "features.", "limits.1st", "limits.users", "plan", "price.amount", "price.currency", "rank", "softLimits", "trialDays"],
            result.Error!.Fields.Select(field => field.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_a_trial_becomes_another_plan()
        => Assert.Equal("afterTrial", Assert.Single(PlanRules.Read(Terms.Plan("gold") with { AfterTrial = "basic" }, Others).Error!.Fields).Field);

    [Fact]
    public void The_catalogue_keeps_a_trial_and_what_trials_become()
    {
        Assert.Null(PlanRules.Refusal(Others));
        Assert.Equal(ErrorCode.PlanChangeBlocked, PlanRules.Refusal([Others[1]])!.Code);
        Assert.Equal(ErrorCode.PlanChangeBlocked, PlanRules.Refusal([Terms.Trial(after: "gold")])!.Code);
        Assert.Equal(ErrorCode.CapacityReached, PlanRules.Refusal([Terms.Trial(), .. Enumerable.Range(0, 50).Select(i => Terms.Plan($"plan-{i}"))])!.Code);
    }

    [Theory]
    [InlineData(Meters.Projects, 4, "basic")]
    [InlineData(Meters.Projects, 5, "standard")]
    [InlineData(Meters.Users, 250, "platinum")]
    [InlineData(Meters.Users, 100_000, null)]
    [InlineData("battlecards", 100_000, "basic")]
    public void The_smallest_plan_with_room_is_no_trial(string meter, long limit, string? plan)
        => Assert.Equal(plan, PlanCatalog.NextWithRoom(PlanCatalog.Defaults, meter, limit)?.Name);

    [Fact]
    public void The_smallest_plan_with_a_feature_is_no_trial()
        => Assert.Equal(
            ["standard", "premium", null],
            new[] { "customRoles", "sso", "battlecards" }.Select(feature => PlanCatalog.NextWithFeature(PlanCatalog.Defaults, feature)?.Name));
}
