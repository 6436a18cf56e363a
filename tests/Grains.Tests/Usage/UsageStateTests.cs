using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class UsageStateTests
{
    private const long Limit = 40;

    private static readonly DateTimeOffset Start = new(2026, 1, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly MeterAllowance Allowance = new() { Meter = Metered.Battlecards, Limit = Limit };

    private enum Step
    {
        Reserve,
        Commit,
        Release,
        GiveBack,
        Wait,
    }

    [Fact]
    public void Whatever_is_reserved_committed_released_and_expires_the_sum_is_right_and_never_above_the_limit()
        => Gen.Select(Gen.Enum<Step>(), Gen.Int[1, 15], Gen.Int[1, 60]).Array[1, 80].Sample(steps =>
        {
            var (state, now) = (new UsageState(), Start);
            var (used, open) = (0L, new List<Hold>());
            foreach (var (step, n, seconds) in steps)
            {
                open.RemoveAll(hold => hold.ExpiresAt <= now);
                var any = open.Count > 0 ? open[n % open.Count] : null;
                switch (step)
                {
                    case Step.Reserve:
                        var hold = new Hold(Metered.New<ReservationId>(), n, now.AddSeconds(seconds));
                        var reserved = state.Reserve(Allowance, hold, now);
                        Assert.Equal(used + open.Sum(one => one.N) + n <= Limit, reserved.Succeeded);
                        if (reserved.Succeeded)
                            open.Add(hold);
                        state = reserved.Value ?? state;
                        break;
                    case Step.Commit or Step.Release when any is not null:
                        var how = step == Step.Commit ? ReservationStatus.Committed : ReservationStatus.Released;
                        state = state.End("battlecards", any, how, now);
                        used += step == Step.Commit ? any.N : 0;
                        open.Remove(any);
                        break;
                    case Step.GiveBack:
                        var given = state.GiveBack(Metered.Battlecards, n, now);
                        Assert.Equal(n <= used, given.Succeeded);
                        used -= given.Succeeded ? n : 0;
                        state = given.Value ?? state;
                        break;
                    case Step.Wait:
                        now = now.AddSeconds(seconds);
                        break;
                }

                var held = open.Where(one => one.ExpiresAt > now).ToArray();
                Assert.Equal(new MeterUse(MeterKind.Gauge, used, held.Sum(one => one.N)), state.Of(Metered.Battlecards, now).Use());
                Assert.True(state.Of(Metered.Battlecards, now).InUse() <= Limit);
                Assert.All(open, one => Assert.Equal(held.Contains(one), state.Find(one.Id, now) is not null));
            }
        });

    [Fact]
    public void Each_month_is_counted_by_the_time_of_the_events()
        => Gen.Select(Gen.Int[1, 100], Gen.Int[0, 34], Gen.Int[0, 40]).Array[1, 40].Sample(steps =>
        {
            var (state, now) = (new UsageState(), Start);
            var allowance = new MeterAllowance { Meter = Metered.Messages };
            var months = new Dictionary<string, long>();
            foreach (var (n, daysBack, daysOn) in steps)
            {
                var one = new UsageEvent { Id = "e", N = n, At = now.AddDays(-daysBack) };
                if (UsageEvents.Refusal([one], MeterKind.Monthly, now) is null)
                {
                    state = state.Count(allowance, [one], now).Value!;
                    var month = CalendarMonth.Of(one.At.Value);
                    months[month] = months.GetValueOrDefault(month) + n;
                }

                now = now.AddDays(daysOn);
                var count = state.Of(Metered.Messages, now);
                Assert.Equal(months.GetValueOrDefault(CalendarMonth.Of(now)), count.Used);
                Assert.Equal(months.GetValueOrDefault(CalendarMonth.Before(CalendarMonth.Of(now))), count.UsedBefore);
            }
        });

    [Fact]
    public void Each_month_is_held_against_the_limit_on_its_own()
    {
        var now = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var allowance = new MeterAllowance { Meter = Metered.Messages, Limit = 10 };
        var state = new UsageState().Count(allowance, [Event(8, now), Event(9, now.AddDays(-7))], now).Value!;

        Assert.Equal(new LimitReached("messages", 10, 9, 2, null), state.Count(allowance, [Event(2, now.AddDays(-7))], now).Error!.Limit);
        Assert.Equal(new LimitReached("messages", 10, 8, 3, null), state.Count(allowance, [Event(3, now)], now).Error!.Limit);
        Assert.True(state.Count(allowance, [Event(2, now), Event(1, now.AddDays(-7))], now).Succeeded);
    }

    [Fact]
    public void A_clock_that_lags_behind_does_not_bring_the_old_month_back()
    {
        var now = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        var allowance = new MeterAllowance { Meter = Metered.Messages };
        var state = new UsageState().Count(allowance, [Event(5, now)], now).Value!;

        state = state.Count(allowance, [Event(3, now.AddSeconds(-1))], now.AddSeconds(-1)).Value!;

        Assert.Equal((5, 3), (state.Of(Metered.Messages, now).Used, state.Of(Metered.Messages, now).UsedBefore));
    }

    [Fact]
    public void There_are_at_most_500_open_reservations()
    {
        var state = new UsageState();
        var allowance = new MeterAllowance { Meter = Metered.Battlecards };
        for (var i = 0; i < UsageState.MostReservations; i++)
            state = state.Reserve(allowance, new Hold(Metered.New<ReservationId>(), 1_000_000, Start.AddDays(1).AddMilliseconds(i)), Start).Value!;

        Assert.Equal(
            ErrorCode.CapacityReached, state.Reserve(allowance, new Hold(Metered.New<ReservationId>(), 1, Start.AddDays(1)), Start).Error!.Code);
        Assert.True(state.Reserve(allowance, new Hold(Metered.New<ReservationId>(), 1, Start.AddDays(3)), Start.AddDays(2)).Succeeded);
    }

    [Fact]
    public void The_largest_record_stays_below_64_KB()
    {
        var state = new UsageState();
        for (var meter = 0; meter < UsageState.MostMeters; meter++)
        {
            var definition = new MeterDefinition { Key = $"meter-{new string('x', 32)}{meter:00}", Kind = MeterKind.Gauge };
            for (var i = 0; i < UsageState.MostReservations / UsageState.MostMeters; i++)
            {
                var hold = new Hold(Metered.New<ReservationId>(), UsageEvents.MostUnits, Start.AddDays(1).AddMilliseconds(i + 1));
                state = state.Reserve(new MeterAllowance { Meter = definition }, hold, Start).Value!;
            }
        }

        Assert.InRange(GrainJson.ToBytes(new Record<UsageState> { State = state }).Length, 40_000, 64 * 1024 - (3 * 3200));
    }

    [Theory]
    [InlineData(-36, null, "must not lie more than 35 days back")]
    [InlineData(-34, "must not lie before the previous calendar month, which is closed", null)]
    [InlineData(-2, null, null)]
    [InlineData(0.003, null, null)]
    [InlineData(0.004, null, "must not lie more than 5 minutes ahead")]
    public void Events_are_counted_within_their_window(double days, string? monthly, string? always)
    {
        // 34 days before the 2nd of March lies in January, and only March and February are kept.
        var now = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var at = now.AddDays(days);

        Assert.Equal(always, Rule(UsageEvents.Refusal([Event(1, at)], MeterKind.Total, now)));
        Assert.Equal(always ?? monthly, Rule(UsageEvents.Refusal([Event(1, at)], MeterKind.Monthly, now)));
    }

    [Fact]
    public void What_is_ahead_counts_as_now()
    {
        var now = new DateTimeOffset(2026, 1, 31, 23, 58, 0, TimeSpan.Zero);
        var state = new UsageState().Count(new MeterAllowance { Meter = Metered.Messages }, [Event(1, now.AddMinutes(4))], now).Value!;

        Assert.Equal(1, state.Of(Metered.Messages, now).Used);
    }

    [Fact]
    public void Every_fault_of_a_batch_is_named()
    {
        var error = UsageEvents.Refusal(
            [
                new UsageEvent { Id = "", N = 1 }, new UsageEvent { Id = new string('x', 65), N = 0 },
                new UsageEvent { Id = "a b", N = 1_000_001 }, new UsageEvent { Id = "é", N = 1 }, new UsageEvent { Id = "fine/~!", N = 1_000_000 },
            ],
            MeterKind.Total,
            Start);

        Assert.Equal(
            ["events.0.id", "events.1.id", "events.1.n", "events.2.id", "events.2.n", "events.3.id"], error!.Fields.Select(field => field.Field));
        Assert.Equal("events", UsageEvents.Refusal([], MeterKind.Total, Start)!.Fields.Single().Field);
        Assert.Equal("events", UsageEvents.Refusal([.. Enumerable.Repeat(Event(1, Start), 101)], MeterKind.Total, Start)!.Fields.Single().Field);
    }

    [Fact]
    public void A_meter_of_another_kind_starts_afresh()
    {
        var state = new UsageState().Count(new MeterAllowance { Meter = Metered.Imports }, [Event(7, Start)], Start).Value!;

        Assert.Equal(0, state.Of(Metered.Imports with { Kind = MeterKind.Gauge }, Start).Used);
        Assert.Equal(7, state.Of(Metered.Imports, Start).Used);
    }

    private static UsageEvent Event(long n, DateTimeOffset at) => new() { Id = "one", N = n, At = at };

    private static string? Rule(Error? error) => error?.Fields.Single().Rule;
}
