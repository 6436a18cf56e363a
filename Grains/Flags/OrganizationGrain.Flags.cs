using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public async Task<Result<ImmutableArray<FlagView>>> GetFlags()
        => State.Exists() ? Flags.All(State, await Grains.Product().Get(), Id) : Errors.OrganizationNotFound(Id);

    public async Task<Result<FlagView>> SwitchFlag(string flag, bool? enabled, Actor actor)
    {
        var isOwn = actor.ActsInside();
        if (RefusalOf(actor) is { } refusal) return refusal;
        var definition = (await Grains.Product().Get()).Flags.FirstOrDefault(one => one.Key == flag);
        var plan = State.Subscription.Plan.Features;
        if (definition is null && !plan.ContainsKey(flag)) return Errors.FlagNotFound(flag);
        if (isOwn && definition is not { SelfService: true }) return Errors.FlagNotSwitchable(flag);
        if (isOwn && enabled == true && plan.TryGetValue(flag, out var bought) && (!bought || State.IsExpired()))
            return Errors.FeatureNotInPlan(flag, PlanCatalog.NextWithFeature(await Grains.Plans().List(), flag)?.Name);

        var next = isOwn
            ? State with { Switches = Switched(State.Switches, flag, enabled) }
            : State with { Overrides = Overridden(State.Overrides ?? Overrides.None, flag, enabled) };
        if (next.Switches.Count > OrganizationState.MostSwitches) return Errors.CapacityReached("switched flags", OrganizationState.MostSwitches);
        if (next.Overrides?.Features.Count > PlanRules.MostEntries) return Errors.CapacityReached("overridden features", PlanRules.MostEntries);

        if (!ReferenceEquals(next.Switches, State.Switches) || !ReferenceEquals(next.Overrides?.Features, State.Overrides?.Features))
        {
            var before = Text(isOwn ? State.Switches : State.Overrides?.Features, flag);
            await CommitSubscription(
                next,
                [
                    Event(EventTypes.FlagSwitched, actor, ("flag", flag), ("by", isOwn ? "organization" : "override"))
                        .Changing(("enabled", before, Text(enabled))),
                ]);
        }

        return Flags.View(flag, definition, State, Id);
    }

    private static ImmutableSortedDictionary<string, bool> Switched(ImmutableSortedDictionary<string, bool> all, string flag, bool? enabled)
        => (enabled is { } on ? all.SetItem(flag, on) : all.Remove(flag)).WithComparers(StringComparer.Ordinal);

    private static Overrides? Overridden(Overrides all, string flag, bool? enabled)
        => all with { Features = Switched(all.Features, flag, enabled) } is var next && next.Limits.IsEmpty && next.Features.IsEmpty ? null : next;

    private static string? Text(ImmutableSortedDictionary<string, bool>? all, string flag)
        => Text(all is not null && all.TryGetValue(flag, out var on) ? on : null);

    private static string? Text(bool? enabled) => enabled is { } on ? on ? "on" : "off" : null;
}
