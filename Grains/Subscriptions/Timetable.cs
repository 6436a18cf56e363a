using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>Something that happened to a subscription by itself.</summary>
/// <param name="Type">From the catalogue of events.</param>
/// <param name="Data">The event's data.</param>
/// <param name="Changes">What changed; null when something came or went.</param>
internal sealed record SubscriptionHappening(
    EventType Type, (string Name, string? Value)[] Data, (string Name, string? Before, string? After)[]? Changes = null);

/// <summary>
/// What happens to a subscription when its time has come: the notice, the end of the trial, the next period. Whatever was missed
/// while nobody woke the organization is made up for at once.
/// </summary>
internal static class Timetable
{
    // A clock gone wrong must not fill an outbox; what is left is done at the next wake, a second later.
    private const int MostSteps = 36;

    /// <summary>Brings the organization to the present. Nothing happens when nothing is due.</summary>
    public static (OrganizationState State, ImmutableArray<SubscriptionHappening> Happenings) Advance(
        OrganizationState state, ImmutableArray<Plan> plans, DateTimeOffset now)
    {
        var happenings = ImmutableArray.CreateBuilder<SubscriptionHappening>();
        for (var step = 0; step < MostSteps && state.SubscriptionDue() <= now; step++)
            state = state with { Subscription = Step(state.Subscription, plans, now, happenings) };
        return (state, happenings.ToImmutable());
    }

    private static SubscriptionState Step(
        SubscriptionState bought, ImmutableArray<Plan> plans, DateTimeOffset now, ImmutableArray<SubscriptionHappening>.Builder happenings)
    {
        var end = bought.PeriodEnd!.Value;
        if (bought.IsTrial() && now < end)
        {
            happenings.Add(new(EventTypes.SubscriptionTrialEnding, [("plan", bought.Plan.Name), ("trialEndsAt", Text(end))]));
            return bought with { Noticed = true };
        }

        var wanted = bought.NextPlan ?? (bought.IsTrial() ? bought.Plan.AfterTrial : null);
        var next = wanted is null ? null : plans.FirstOrDefault(plan => plan.Name == wanted && plan.TrialDays is null);
        if (bought.IsTrial())
        {
            happenings.Add(new(EventTypes.SubscriptionTrialEnded, [("plan", bought.Plan.Name), ("next", next?.Name)]));
            if (next is null)
                return bought.Expire();
        }

        if (next is not null)
        {
            happenings.Add(new(
                EventTypes.SubscriptionChanged,
                [("direction", PlanChange.Direction(bought.Plan, next)), ("effectiveAt", Text(end))],
                [("plan", bought.Plan.Name, next.Name)]));
            return bought.Begin(next, end);
        }

        if (wanted is not null)
            happenings.Add(new(EventTypes.SubscriptionChangeCancelled, [("plan", wanted), ("reason", "plan_not_found")]));
        // A plan that is gone, or has become a trial, leaves those who have it their terms.
        var renewed = bought.Renew(plans.FirstOrDefault(plan => plan.Name == bought.Plan.Name && plan.TrialDays is null) ?? bought.Plan);
        happenings.Add(new(
            EventTypes.SubscriptionRenewed,
            [
                ("plan", renewed.Plan.Name), ("periodStart", Text(renewed.PeriodStart)), ("periodEnd", Text(renewed.PeriodEnd!.Value)),
                ("price", renewed.Plan.Price?.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", renewed.Plan.Price?.Currency),
            ]));
        return renewed;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
