using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>A change of plan, worked out: what the change and its preview both go by.</summary>
internal sealed record PlanChange
{
    /// <summary>The organization after the commit of the change.</summary>
    public required OrganizationState Next { get; init; }

    /// <summary>The organization once the change has taken effect: the same, unless that is at the period's end.</summary>
    public required OrganizationState Then { get; init; }

    public required DateTimeOffset EffectiveAt { get; init; }

    public required ChangeCost Cost { get; init; }

    /// <summary>Why it is refused; empty when it is not.</summary>
    public required ImmutableArray<Error> Blocks { get; init; }

    /// <summary>Works a change out. The subscription must not be overdue.</summary>
    public static PlanChange Of(OrganizationState state, Plan plan, ChangeTime when, DateTimeOffset now)
    {
        var bought = state.Subscription;
        var later = when == ChangeTime.PeriodEnd ? bought.PeriodEnd : null;
        var then = state with { Subscription = bought.Begin(plan, later ?? now) };
        return new()
        {
            Next = IsInEffect(bought, plan, later) ? state
                : later is null ? then
                : state with { Subscription = bought with { NextPlan = plan.Name == bought.Plan.Name ? null : plan.Name } },
            Then = then,
            EffectiveAt = later ?? now,
            Cost = CostOf(bought, plan, later is null, now),
            Blocks = [.. Refusals(bought, plan, later is null, now)],
        };
    }

    private static bool IsInEffect(SubscriptionState bought, Plan plan, DateTimeOffset? later)
        => later is null
            ? bought.Status != SubscriptionStatus.Expired && plan.Name == bought.Plan.Name && (bought.IsTrial() || PlanRules.SameTerms(plan, bought.Plan))
            : plan.Name == (bought.NextPlan ?? (bought.IsTrial() ? null : bought.Plan.Name));

    private static IEnumerable<Error> Refusals(SubscriptionState bought, Plan plan, bool now, DateTimeOffset at)
    {
        var isPresent = bought.IsTrial() && plan.Name == bought.Plan.Name && now;
        if (plan.TrialDays is not null && bought.HadTrial && !isPresent)
            yield return Errors.PlanChangeBlocked("A trial can be had once only.");
        if (now && CreditOf(bought, at) > 0 && plan.Price is { } price && price.Currency != bought.Plan.Price!.Currency)
            yield return Errors.PlanChangeBlocked(
                $"The present period was bought in {bought.Plan.Price.Currency}; a plan in {price.Currency} can begin when it ends.");
    }

    private static ChangeCost CostOf(SubscriptionState bought, Plan plan, bool now, DateTimeOffset at)
    {
        var price = plan.Price?.Amount ?? 0;
        var credit = now ? CreditOf(bought, at) : 0;
        return new()
        {
            Currency = (plan.Price ?? bought.Plan.Price)?.Currency,
            Price = price,
            Cycle = plan.Cycle,
            Credit = credit,
            DueNow = now ? price - credit : 0,
            DueAtRenewal = price,
        };
    }

    /// <summary>What the unused seconds of the present period are worth, rounded half up.</summary>
    private static long CreditOf(SubscriptionState bought, DateTimeOffset at)
    {
        if (bought is not { Status: SubscriptionStatus.Active, Plan.Price: { } price, PeriodEnd: { } end })
            return 0;

        var whole = (long)(end - bought.PeriodStart).TotalSeconds;
        var unused = Math.Clamp((long)(end - at).TotalSeconds, 0, whole);
        // Whole numbers, in 128 bits: no amount is lost to floating point.
        return whole == 0 ? 0 : (long)((((Int128)price.Amount * unused * 2) + whole) / ((Int128)whole * 2));
    }

    /// <summary>What an event of the change tells beside the plans.</summary>
    public (string Name, string? Value)[] Data(SubscriptionState before) =>
    [
        ("direction", Direction(before.Plan, Then.Subscription.Plan)),
        ("effectiveAt", EffectiveAt.ToString("O", CultureInfo.InvariantCulture)),
        ("currency", Cost.Currency),
        ("credit", Cost.Credit.ToString(CultureInfo.InvariantCulture)),
        ("dueNow", Cost.DueNow.ToString(CultureInfo.InvariantCulture)),
    ];

    public static string Direction(Plan before, Plan after)
        => after.Rank > before.Rank ? "upgrade" : after.Rank < before.Rank ? "downgrade" : "same";
}
