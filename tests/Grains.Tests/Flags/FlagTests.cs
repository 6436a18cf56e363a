using System.Collections.Immutable;
using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class FlagTests
{
    private static readonly FlagDefinition Dark = new() { Key = "dark", SelfService = true };
    private static readonly ProductDefinition Product = new() { Flags = [Dark, new() { Key = "sso" }, new() { Key = "beta", Default = true }] };

    private readonly OrganizationId _organization = TypedId.From<OrganizationId>(Guid.CreateVersion7());

    [Fact]
    public void Overrides_beat_switches_beat_plans_beat_defaults()
    {
        var bare = Terms.On(Terms.Plan("basic", 10));
        var switched = bare with { Switches = bare.Switches.Add("dark", true).Add("customRoles", false) };
        var overridden = switched with { Overrides = new Overrides { Features = Set(("dark", false), ("customRoles", true), ("sso", true)) } };

        Assert.Equal(
            [("beta", true, FlagSource.Default), ("customRoles", true, FlagSource.Plan), ("dark", false, FlagSource.Default), ("sso", false, FlagSource.Plan)],
            All(bare));
        Assert.Equal(
            [("beta", true, FlagSource.Default), ("customRoles", false, FlagSource.Organization), ("dark", true, FlagSource.Organization), ("sso", false, FlagSource.Plan)],
            All(switched));
        Assert.Equal(
            [("beta", true, FlagSource.Default), ("customRoles", true, FlagSource.Override), ("dark", false, FlagSource.Override), ("sso", true, FlagSource.Override)],
            All(overridden));
    }

    [Fact]
    public void An_organization_cannot_switch_on_what_its_plan_does_not_have()
    {
        var state = Terms.On(Terms.Plan("basic", 10)) with { Switches = Set(("sso", true)) };

        Assert.Contains(("sso", false, FlagSource.Plan), All(state));
        Assert.False(state.Terms(1).Features["sso"]);
        Assert.Contains(("sso", true, FlagSource.Organization), All(state with { Subscription = state.Subscription.Begin(Terms.Plan("big", 20), Terms.Start) }));
    }

    [Fact]
    public void An_expired_subscription_has_no_feature_of_its_plan_whatever_is_said()
    {
        var state = Terms.On(Terms.Trial()) with
        {
            Switches = Set(("dark", true), ("customRoles", true)),
            Overrides = new Overrides { Features = Set(("sso", true), ("dark", false)) },
        };
        var expired = state with { Subscription = state.Subscription.Expire() };

        Assert.Equal(
            [("beta", true, FlagSource.Default), ("customRoles", false, FlagSource.Plan), ("dark", true, FlagSource.Organization), ("sso", false, FlagSource.Plan)],
            All(expired));
        Assert.Equal([("customRoles", false), ("dark", true), ("sso", false)], expired.Terms(1).Features.Select(feature => (feature.Key, feature.Value)));
    }

    [Fact]
    public void Raising_a_roll_out_never_turns_a_flag_off()
        => Gen.Select(Gen.Guid, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((id, a, b) =>
        {
            var organization = TypedId.From<OrganizationId>(id);
            var (less, more) = (Math.Min(a, b), Math.Max(a, b));
            Assert.True(!IsOn(less, organization) || IsOn(more, organization));
            Assert.False(IsOn(0, organization));
            Assert.True(IsOn(100, organization));
        });

    [Fact]
    public void A_roll_out_reaches_its_share_of_the_organizations()
    {
        var organizations = Enumerable.Range(0, 10_000).Select(_ => TypedId.From<OrganizationId>(Guid.CreateVersion7())).ToArray();

        foreach (var percent in new[] { 1, 10, 50, 90 })
            Assert.InRange(organizations.Count(organization => IsOn(percent, organization)), (percent * 100) - 250, (percent * 100) + 250);
    }

    [Fact]
    public void The_parts_of_a_roll_out_stay_what_they_are()
    {
        var organization = OrganizationId.Wrap("org_01k9q0z3v8e2r9x4m7c5t1b6na");

        Assert.Equal([71, 7], [Flags.Bucket("dark", organization), Flags.Bucket("beta", organization)]);
    }

    private static bool IsOn(int percent, OrganizationId organization)
        => Flags.Resolve(Dark with { Rollout = percent }, said: null, organization).Enabled;

    private IEnumerable<(string, bool, FlagSource)> All(OrganizationState state)
        => Flags.All(state, Product, _organization).Select(flag => (flag.Key, flag.Enabled, flag.Source));

    private static ImmutableSortedDictionary<string, bool> Set(params (string Key, bool On)[] features)
        => features.ToImmutableSortedDictionary(feature => feature.Key, feature => feature.On, StringComparer.Ordinal);
}
