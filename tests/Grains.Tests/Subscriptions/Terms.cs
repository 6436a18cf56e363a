using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>Plans and organizations for rules that need no cluster.</summary>
internal static class Terms
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static Plan Plan(string name, int rank = 0, long price = 0, string currency = "EUR", Cycle cycle = Cycle.Month, long users = 10, long projects = 5) => new()
    {
        Name = name,
        DisplayName = name,
        Rank = rank,
        Cycle = cycle,
        Price = price == 0 ? null : new Price { Amount = price, Currency = currency },
        Limits = ImmutableSortedDictionary<string, long>.Empty.Add(Meters.Users, users).Add(Meters.Projects, projects).Add(Meters.Environments, 3),
        Features = ImmutableSortedDictionary<string, bool>.Empty.Add("sso", rank >= 20).Add("customRoles", true),
    };

    public static Plan Trial(string? after = null) => Plan("trial", users: 5, projects: 3) with { TrialDays = 14, AfterTrial = after };

    public static OrganizationState On(Plan plan, DateTimeOffset? since = null) => new()
    {
        Existence = Existence.Exists,
        Subscription = new SubscriptionState().Begin(plan, since ?? Start),
        Admins = [TypedId.From<UserId>(Guid.Empty)],
        Used = ImmutableSortedDictionary<string, long>.Empty.Add(Meters.Users, 1).Add(Meters.Projects, 1),
    };
}
