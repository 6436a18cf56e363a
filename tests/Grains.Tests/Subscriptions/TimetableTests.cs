using System.Collections.Immutable;
using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class TimetableTests
{
    private static readonly DateTimeOffset Start = Terms.Start;
    private static readonly ImmutableArray<Plan> Plans =
        [Terms.Trial(), Terms.Plan("basic", 10, 1_900), Terms.Plan("standard", 20, 9_900, cycle: Cycle.Quarter)];

    [Fact]
    public void Nothing_happens_before_its_time()
    {
        var state = Terms.On(Terms.Trial());

        var (next, happenings) = Timetable.Advance(state, Plans, Start.AddDays(11).AddSeconds(-1));

        Assert.Same(state, next);
        Assert.Empty(happenings);
    }

    [Fact]
    public void The_end_of_a_trial_is_announced_once_three_days_before()
    {
        var (noticed, happenings) = Timetable.Advance(Terms.On(Terms.Trial()), Plans, Start.AddDays(11));
        var (_, again) = Timetable.Advance(noticed, Plans, Start.AddDays(12));

        Assert.Equal([EventTypes.SubscriptionTrialEnding], happenings.Select(happening => happening.Type));
        Assert.Empty(again);
        Assert.Equal(Start.AddDays(14), noticed.SubscriptionDue());
    }

    [Fact]
    public void A_trial_that_nobody_followed_up_expires_and_allows_nothing()
    {
        var (expired, happenings) = Timetable.Advance(Terms.On(Terms.Trial()), Plans, Start.AddDays(14));

        Assert.Equal([EventTypes.SubscriptionTrialEnded], happenings.Select(happening => happening.Type));
        Assert.True(expired.IsExpired());
        Assert.Null(expired.SubscriptionDue());
        Assert.All(expired.Limits(), limit => Assert.Equal(0, limit.Value));
        Assert.Equal([0, 0], [expired.LimitOf("battlecards"), expired.LimitOf(Meters.Users)]);
        Assert.All(expired.Features(), feature => Assert.False(feature.Value));
    }

    [Fact]
    public void A_trial_becomes_the_plan_that_it_names()
    {
        var (next, happenings) = Timetable.Advance(Terms.On(Terms.Trial(after: "basic")), Plans, Start.AddDays(15));

        Assert.Equal([EventTypes.SubscriptionTrialEnded, EventTypes.SubscriptionChanged], happenings.Select(happening => happening.Type));
        Assert.Equal(("basic", Start.AddDays(14)), (next.Subscription.Plan.Name, next.Subscription.PeriodStart));
    }

    [Fact]
    public void A_trial_becomes_the_plan_that_was_bought_for_its_end()
    {
        var trial = Terms.On(Terms.Trial(after: "basic"));
        var bought = PlanChange.Of(trial, Plans[2], ChangeTime.PeriodEnd, Start.AddDays(1)).Next;

        var (next, _) = Timetable.Advance(bought, Plans, Start.AddDays(14));

        Assert.Equal(("standard", SubscriptionStatus.Active), (next.Subscription.Plan.Name, next.Subscription.Status));
    }

    [Fact]
    public void A_trial_whose_plan_to_come_is_gone_expires()
        => Assert.True(Timetable.Advance(Terms.On(Terms.Trial(after: "gold")), Plans, Start.AddDays(14)).State.IsExpired());

    [Fact]
    public void Missed_periods_are_made_up_for_at_once()
    {
        var (next, happenings) = Timetable.Advance(Terms.On(Plans[1]), Plans, Start.AddMonths(3).AddDays(2));

        Assert.Equal(3, happenings.Count(happening => happening.Type == EventTypes.SubscriptionRenewed));
        Assert.Equal((Start.AddMonths(3), Start.AddMonths(4)), (next.Subscription.PeriodStart, next.Subscription.PeriodEnd));
    }

    [Fact]
    public void A_renewal_takes_the_terms_that_the_plan_has_by_then()
    {
        var dearer = Plans[1] with { Price = new Price { Amount = 2_900, Currency = "EUR" }, Cycle = Cycle.Year };
        var (next, _) = Timetable.Advance(Terms.On(Plans[1]), [dearer], Start.AddMonths(1));

        Assert.Equal(2_900, next.Subscription.Plan.Price!.Amount);
        Assert.Equal(Start.AddMonths(1).AddYears(1), next.Subscription.PeriodEnd);
    }

    [Fact]
    public void A_plan_that_is_gone_is_renewed_on_the_terms_that_were_bought()
    {
        var (next, happenings) = Timetable.Advance(Terms.On(Plans[1]), [], Start.AddMonths(1));

        Assert.Equal([EventTypes.SubscriptionRenewed], happenings.Select(happening => happening.Type));
        Assert.Equal(1_900, next.Subscription.Plan.Price!.Amount);
    }

    [Fact]
    public void A_change_to_a_plan_that_is_gone_is_called_off()
    {
        var state = PlanChange.Of(Terms.On(Plans[1]), Plans[2], ChangeTime.PeriodEnd, Start.AddDays(1)).Next;
        var (next, happenings) = Timetable.Advance(state, [Plans[1]], Start.AddMonths(1));

        Assert.Equal(
            [EventTypes.SubscriptionChangeCancelled, EventTypes.SubscriptionRenewed], happenings.Select(happening => happening.Type));
        Assert.Equal(("basic", null), (next.Subscription.Plan.Name, next.Subscription.NextPlan));
    }

    [Fact]
    public void However_often_it_is_woken_the_same_happens()
        => Gen.Select(Gen.Int[0, 400].Array[1, 12], Gen.Bool, Gen.Int[0, 2].Select(i => new[] { "basic", "gold", null }[i])).Sample((days, schedules, after) =>
        {
            var begin = Terms.On(Terms.Trial(after));
            if (schedules)
                begin = PlanChange.Of(begin, Plans[2], ChangeTime.PeriodEnd, Start).Next;
            var last = days.Max();

            var (atOnce, once) = Timetable.Advance(begin, Plans, Start.AddDays(last));
            var (bySteps, many) = (begin, ImmutableArray<EventType>.Empty);
            foreach (var day in days.Order())
            {
                var (next, happenings) = Timetable.Advance(bySteps, Plans, Start.AddDays(day));
                (bySteps, many) = (next, many.AddRange(happenings.Select(happening => happening.Type)));
            }

            // Only the notice can be missed: it makes no sense once the trial is over.
            Assert.Equal(atOnce.Subscription with { Noticed = false }, bySteps.Subscription with { Noticed = false });
            Assert.Equal(once.Select(happening => happening.Type).Where(IsNoNotice), many.Where(IsNoNotice));
            Assert.InRange(many.Length - many.Count(IsNoNotice), 0, 1);
            Assert.True(atOnce.SubscriptionDue() is null || atOnce.SubscriptionDue() > Start.AddDays(last));
        });

    private static bool IsNoNotice(EventType type) => type != EventTypes.SubscriptionTrialEnding;
}
