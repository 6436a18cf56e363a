namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType PlanPut { get; } = new(
        "plan.put", "A plan was made or changed. Whoever has bought it keeps the terms they bought until their subscription renews or changes.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Plan,
        Changes =
        [
            new("displayName", "its name for people", IsNullable: true),
            new("rank", "its place in the order of plans", IsNullable: true),
            new("trialDays", "how many days a trial of it lasts; null for no trial", IsNullable: true),
            new("afterTrial", "the plan that a trial of it becomes; null for none", IsNullable: true),
            new("price", "the amount in minor units and the currency; null when it costs nothing", IsNullable: true),
            new("cycle", "how long a period is", IsNullable: true),
            new("limits", "how many of each meter it allows, as key=number, joined by spaces", IsNullable: true),
            new("softLimits", "the meters whose limit only warns, joined by spaces", IsNullable: true),
            new("features", "its features, as key=on or key=off, joined by spaces", IsNullable: true),
            new("requestsPerMinute", "how many requests a minute may be about the organization; null for no limit", IsNullable: true),
        ],
    };

    public static EventType PlanRemoved { get; } = new("plan.removed", "A plan was taken out of the catalogue. Subscriptions to it go on.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Plan,
        Data = [new("displayName", "its name for people")],
    };
}
