namespace Tenantry.Grains.Tests;

public sealed class KeyRulesTests
{
    public static TheoryData<string> All => [.. Permissions.All.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(All))]
    public void A_key_is_stopped_by_what_stops_the_organization(string name)
    {
        var rule = Permissions.Find(name)!;
        var demand = Demand.Of(rule.Permission);
        var frozen = Facts.Terms() with { MembersFrozenAfter = 0, ProjectsFrozenAfter = 0, RequiresSecondFactor = true };
        var suspended = frozen with { Status = OrganizationStatus.Suspended };
        var project = new ProjectAccess { Ordinal = 1 };

        Assert.Equal(Ruling.Denied, AccessRules.JudgeKey(demand, granted: false, suspended, hasFeature: false, project).Ruling);
        Assert.Equal(
            rule.HoldsWhileSuspended ? Ruling.Allowed : Ruling.Suspended,
            AccessRules.JudgeKey(demand, granted: true, suspended, hasFeature: true, project: null).Ruling);
        Assert.Equal(
            rule.Feature is null ? Ruling.Allowed : Ruling.FeatureMissing,
            AccessRules.JudgeKey(demand, granted: true, frozen, hasFeature: false, project: null).Ruling);
        Assert.Equal(
            rule.Reads || rule.HoldsWhileFrozen ? Ruling.Allowed : Ruling.Frozen,
            AccessRules.JudgeKey(demand, granted: true, frozen, hasFeature: true, project).Ruling);
        Assert.Equal(Ruling.Allowed, AccessRules.JudgeKey(demand, granted: true, frozen, hasFeature: true, project with { Ordinal = 0 }).Ruling);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Member)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Admin)]
    public void To_give_a_role_a_key_needs_all_that_the_role_grants(Role role)
    {
        string[] needed = [.. AccessRules.ScopesOf(role)];
        Assert.Equal(Permissions.All.Where(rule => role.Grants(rule.Permission) && !rule.ForPeople).Select(rule => rule.Name), needed);
        Assert.True(AccessRules.HoldsAll([.. needed], AccessRules.ScopesOf(role)));
        Assert.All(needed, one => Assert.False(AccessRules.HoldsAll([.. needed.Except([one])], AccessRules.ScopesOf(role))));
        Assert.All(AccessRules.ScopesOf(role, onProject: true), name => Assert.True(Permissions.Find(name)!.OnProjects));
        Assert.Empty(AccessRules.ScopesOf(role: null));
    }

    [Fact]
    public void What_is_somebodys_own_is_no_scope()
    {
        Assert.Equal(["organization:leave"], Permissions.All.Where(rule => rule.ForPeople).Select(rule => rule.Name));
        Assert.False(ApiKeyScopes.Exists("organization:leave", platform: true));
        Assert.True(ApiKeyScopes.Exists("events:read", platform: true) && ApiKeyScopes.Exists("admin:read", platform: true));
        Assert.False(ApiKeyScopes.Exists("admin:read", platform: false) || ApiKeyScopes.Exists("*", platform: true));
    }
}
