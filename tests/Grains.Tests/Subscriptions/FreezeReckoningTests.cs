using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class FreezeReckoningTests
{
    private static readonly Gen<long[]> Ordinals = Gen.Long[1, 10_000].Array[0, 200].Select(ordinals => ordinals.Distinct().ToArray());

    [Fact]
    public void Exactly_what_the_limit_allows_stays_writable_and_it_is_the_oldest()
        => Gen.Select(Ordinals, Gen.Long[0, 20], Gen.Long[0, 220]).Sample((ordinals, exempt, limit) =>
        {
            var line = FreezeReckoning.Line(ordinals, exempt, limit);
            var writable = ordinals.Where(ordinal => line is null || ordinal <= line.After).ToArray();
            var frozen = ordinals.Except(writable).ToArray();

            Assert.Equal(Math.Min(ordinals.Length, Math.Max(0, limit - exempt)), writable.Length);
            Assert.Equal(line?.Surplus ?? 0, frozen.Length);
            Assert.True(writable.Length == 0 || frozen.Length == 0 || writable.Max() < frozen.Min());
        });

    [Fact]
    public void What_was_frozen_thaws_whole_when_there_is_room_again()
        => Gen.Select(Ordinals, Gen.Long[0, 20], Gen.Long[0, 220]).Sample((ordinals, exempt, limit) =>
        {
            Assert.Null(FreezeReckoning.Line(ordinals, exempt, exempt + ordinals.Length));

            var state = Terms.On(Terms.Plan("small", users: limit)) is var small
                ? small with { Used = small.Used.SetItem(Meters.Users, exempt + ordinals.Length) }
                : null!;
            var frozen = FreezeReckoning.Line(ordinals, exempt, limit) is { } line
                ? state with { Freeze = state.Freeze.Add(Meters.Users, line) }
                : state;
            var upgraded = frozen with { Subscription = frozen.Subscription.Begin(Terms.Plan("big", users: 1_000), Terms.Start) };

            Assert.Equal(frozen.Freeze.IsEmpty ? null : frozen.Freeze[Meters.Users].After, frozen.Terms(1).MembersFrozenAfter);
            Assert.Null(upgraded.Terms(1).MembersFrozenAfter);
            Assert.Empty(upgraded.Thaw().Freeze);
            Assert.Equal(frozen.Used, upgraded.Used);
        });
}
