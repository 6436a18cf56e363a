using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many flags an organization can switch, so that its record stays small.</summary>
    public const int MostSwitches = 100;

    /// <summary>What the organization's own admins have switched, by flag.</summary>
    public ImmutableSortedDictionary<string, bool> Switches { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>What is said of features explicitly: by the plan, the organization itself, and operators. Others have the product's default.</summary>
    public ImmutableSortedDictionary<string, bool> Features()
    {
        var bought = Subscription.Plan.Features;
        if (Switches.IsEmpty && !IsExpired() && (Overrides is null || Overrides.Features.IsEmpty))
            return bought;

        var features = bought.ToBuilder();
        foreach (var feature in bought.Keys.Concat(Switches.Keys).Concat(Overrides?.Features.Keys ?? []))
        {
            if (Said(feature) is { } said)
                features[feature] = said.Enabled;
        }

        return features.ToImmutable();
    }

    /// <summary>What is said of a feature explicitly, and by whom; null for nothing.</summary>
    public (bool Enabled, FlagSource Source)? Said(string feature)
    {
        bool? plan = !Subscription.Plan.Features.TryGetValue(feature, out var bought) ? null : bought && !IsExpired();
        if (!IsExpired() && Overrides is not null && Overrides.Features.TryGetValue(feature, out var granted))
            return (granted, FlagSource.Override);
        // An organization cannot give itself what its plan does not have.
        if (Switches.TryGetValue(feature, out var switched) && !(switched && plan == false))
            return (switched, FlagSource.Organization);
        return plan is { } has ? (has, FlagSource.Plan) : null;
    }
}
