using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    private static readonly EventMember Surplus = new("surplus", "how many are frozen");

    private static readonly ImmutableArray<EventMember> Frozen =
    [
        new("meter", "what is counted"),
        new("limit", "how much is allowed; null for no limit", IsNullable: true),
        new("used", "how much is in use"),
    ];

    public static EventType SubscriptionChanged { get; } = new(
        "subscription.changed", "Another plan, or the plan at its present terms, is in effect.")
    {
        Data =
        [
            new("direction", "upgrade, downgrade or same"),
            new("effectiveAt", "when it takes effect"),
            new("currency", "the currency of the amounts", IsNullable: true),
            new("credit", "what the rest of the present period is worth, in minor units", IsNullable: true),
            new("dueNow", "what is to be paid now, in minor units", IsNullable: true),
        ],
        Changes = [new("plan", "the plan")],
    };

    public static EventType SubscriptionChangeScheduled { get; } = new(
        "subscription.change_scheduled", "Another plan is to follow at the end of the period.")
    {
        Data =
        [
            new("direction", "upgrade, downgrade or same"),
            new("effectiveAt", "when it takes effect"),
            new("currency", "the currency of the amounts", IsNullable: true),
            new("credit", "what the rest of the present period is worth, in minor units", IsNullable: true),
            new("dueNow", "what is to be paid now, in minor units", IsNullable: true),
        ],
        Changes = [new("plan", "the plan, now and then")],
    };

    public static EventType SubscriptionChangeCancelled { get; } = new(
        "subscription.change_cancelled", "The plan that was to follow does not.")
    {
        Data =
        [
            new("plan", "the plan that was to follow"),
            new("reason", "why Tenantry gave it up: plan_not_found; null when somebody cancelled it", IsNullable: true),
        ],
    };

    public static EventType SubscriptionRenewed { get; } = new("subscription.renewed", "The next period of the same plan began.")
    {
        Data =
        [
            new("plan", "the plan"),
            new("periodStart", "when the period began"),
            new("periodEnd", "when it ends"),
            new("price", "its price, in minor units", IsNullable: true),
            new("currency", "the currency of the price", IsNullable: true),
        ],
    };

    public static EventType SubscriptionTrialEnding { get; } = new("subscription.trial_ending", "The trial ends soon.")
    {
        Data = [new("plan", "the plan on trial"), new("trialEndsAt", "when it ends")],
    };

    public static EventType SubscriptionTrialEnded { get; } = new("subscription.trial_ended", "The trial is over.")
    {
        Data =
        [
            new("plan", "the plan on trial"),
            new("next", "the plan that follows; null when none does and the subscription expires", IsNullable: true),
        ],
    };

    public static EventType SubscriptionFrozen { get; } = new(
        "subscription.frozen", "More is in use than the plan allows; the surplus can only be read.")
    {
        Data = Frozen,
        Changes = [Surplus],
    };

    public static EventType SubscriptionThawed { get; } = new("subscription.thawed", "Some of what was frozen can be used again.")
    {
        Data = Frozen,
        Changes = [Surplus],
    };

    public static EventType SubscriptionOverridden { get; } = new("subscription.overridden", "An operator set what holds beside the plan.")
    {
        Changes =
        [
            new("limits", "limits in place of the plan's, as key=number, joined by spaces"),
            new("features", "features in place of the plan's, as key=on or key=off, joined by spaces"),
            new("auditRetentionDays", "for how many days the log keeps its events, in place of the plan's", IsNullable: true),
        ],
    };
}
