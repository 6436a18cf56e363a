namespace Tenantry.Grains.Tests;

public sealed class PlanChangeTests
{
    private static readonly DateTimeOffset Start = Terms.Start;

    [Theory]
    // 28 days are 2,419,200 seconds.
    [InlineData(2_419_200, 0, 2_419_200)]
    [InlineData(2_419_200, 1, 2_419_199)]
    [InlineData(2_419_200, 2_419_200, 0)]
    [InlineData(9_900, 1_209_600, 4_950)]
    [InlineData(1, 1_209_600, 1)]
    [InlineData(1, 1_209_601, 0)]
    [InlineData(3, 1_209_600, 2)]
    [InlineData(1_000_000_000_000, 1, 999_999_586_640)]
    public void The_unused_seconds_are_credited_rounded_half_up(long price, int usedSeconds, long credit)
    {
        var change = PlanChange.Of(
            Terms.On(Terms.Plan("basic", 10, price)), Terms.Plan("standard", 20, 5_000), ChangeTime.Now, Start.AddSeconds(usedSeconds));

        Assert.Equal(credit, change.Cost.Credit);
        Assert.Equal(5_000 - credit, change.Cost.DueNow);
        Assert.Equal(5_000, change.Cost.DueAtRenewal);
    }

    [Fact]
    public void Nothing_is_due_before_a_change_that_is_to_come()
    {
        var change = PlanChange.Of(
            Terms.On(Terms.Plan("basic", 10, 1_900)), Terms.Plan("standard", 20, 9_900), ChangeTime.PeriodEnd, Start.AddDays(3));

        Assert.Equal(Start.AddMonths(1), change.EffectiveAt);
        Assert.Equal((0, 0, 9_900), (change.Cost.Credit, change.Cost.DueNow, change.Cost.DueAtRenewal));
        Assert.Equal("basic", change.Next.Subscription.Plan.Name);
        Assert.Equal("standard", change.Next.Subscription.NextPlan);
    }

    [Fact]
    public void A_change_now_begins_a_period_of_its_own()
    {
        var now = Start.AddDays(3);
        var change = PlanChange.Of(Terms.On(Terms.Plan("basic", 10, 1_900)), Terms.Plan("standard", 20, 9_900, cycle: Cycle.Quarter), ChangeTime.Now, now);

        Assert.Same(change.Next, change.Then);
        Assert.Equal((now, now.AddMonths(3)), (change.Next.Subscription.PeriodStart, change.Next.Subscription.PeriodEnd));
    }

    [Fact]
    public void A_trial_can_be_had_once()
    {
        var state = Terms.On(Terms.Trial());
        var paying = state with { Subscription = state.Subscription.Begin(Terms.Plan("basic", 10), Start.AddDays(1)) };

        Assert.Equal(ErrorCode.PlanChangeBlocked, Assert.Single(PlanChange.Of(paying, Terms.Trial(), ChangeTime.Now, Start.AddDays(2)).Blocks).Code);
        Assert.Equal(ErrorCode.PlanChangeBlocked, Assert.Single(PlanChange.Of(paying, Terms.Trial(), ChangeTime.PeriodEnd, Start.AddDays(2)).Blocks).Code);
        Assert.NotEmpty(PlanChange.Of(state, Terms.Trial() with { Name = "other" }, ChangeTime.Now, Start.AddDays(2)).Blocks);
    }

    [Fact]
    public void Who_never_had_a_trial_may_have_one()
        => Assert.Empty(PlanChange.Of(Terms.On(Terms.Plan("basic", 10)), Terms.Trial(), ChangeTime.Now, Start.AddDays(2)).Blocks);

    [Fact]
    public void Another_currency_begins_when_the_paid_period_ends()
    {
        var state = Terms.On(Terms.Plan("basic", 10, 1_900));
        var dollars = Terms.Plan("standard", 20, 9_900, "USD");

        Assert.Equal(ErrorCode.PlanChangeBlocked, Assert.Single(PlanChange.Of(state, dollars, ChangeTime.Now, Start.AddDays(2)).Blocks).Code);
        Assert.Empty(PlanChange.Of(state, dollars, ChangeTime.PeriodEnd, Start.AddDays(2)).Blocks);
    }

    [Fact]
    public void The_plan_in_effect_is_no_change()
    {
        var plan = Terms.Plan("basic", 10, 1_900);
        var state = Terms.On(plan);
        var pending = state with { Subscription = state.Subscription with { NextPlan = "standard" } };

        Assert.Same(state, PlanChange.Of(state, plan, ChangeTime.Now, Start.AddDays(2)).Next);
        Assert.Same(state, PlanChange.Of(state, plan, ChangeTime.PeriodEnd, Start.AddDays(2)).Next);
        Assert.Same(pending, PlanChange.Of(pending, Terms.Plan("standard", 20), ChangeTime.PeriodEnd, Start.AddDays(2)).Next);
        Assert.Null(PlanChange.Of(pending, plan, ChangeTime.PeriodEnd, Start.AddDays(2)).Next.Subscription.NextPlan);
        Assert.NotSame(state, PlanChange.Of(state, plan with { Price = null }, ChangeTime.Now, Start.AddDays(2)).Next);
    }

    [Fact]
    public void The_trial_in_effect_is_no_change_and_no_second_one()
    {
        var change = PlanChange.Of(Terms.On(Terms.Trial()), Terms.Trial(), ChangeTime.Now, Start.AddDays(2));

        Assert.Empty(change.Blocks);
        Assert.Equal(Start.AddDays(14), change.Next.Subscription.PeriodEnd);
    }
}
