using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    // Asked far more often than anything of it changes.
    private EntitlementSources? _entitledBy;
    private Result<Entitlements>? _entitlements;

    public async ValueTask<Result<Entitlements>> GetEntitlements()
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);

        var product = Grains.Product().Get();
        var used = await Grains.Usage(Id).GetUsed();
        var sources = new EntitlementSources(State, Revision, await product, used);
        if (_entitlements is null || !sources.AreSameAs(_entitledBy))
            (_entitledBy, _entitlements) = (sources, sources.Compose(Id));
        return _entitlements;
    }
}

/// <summary>What the entitlements are put together from.</summary>
internal sealed record EntitlementSources(OrganizationState State, long Revision, ProductDefinition Product, UsageSnapshot Used)
{
    public bool AreSameAs(EntitlementSources? other)
        => other is not null && ReferenceEquals(State, other.State) && Product.Revision == other.Product.Revision
            && Used.Version == other.Used.Version;

    public Entitlements Compose(OrganizationId organization)
    {
        var limits = State.Limits();
        var meters = limits.Keys.Union([Meters.Environments, Meters.Projects, Meters.Users]).Union(Product.Meters.Select(meter => meter.Key));
        return new()
        {
            Plan = State.Subscription.Plan.Name,
            Status = State.Subscription.Status,
            Features = Flags.All(State, Product, organization)
                .ToImmutableSortedDictionary(flag => flag.Key, flag => flag.Enabled, StringComparer.Ordinal),
            Limits = meters.ToImmutableSortedDictionary(
                meter => meter,
                meter => new Entitlement(State.LimitOf(meter), State.IsSoft(meter), UsedOf(meter)),
                StringComparer.Ordinal),
            Frozen = State.Frozen(),
            // What is used changes without a revision.
            Version = $"{Revision}-{State.InUseOf(Meters.Users)}-{State.InUseOf(Meters.Projects)}-{Product.Revision}-{Used.Version}",
        };
    }

    /// <summary>Null for what nobody counts here: environments, and meters that plans name and the product does not define.</summary>
    private long? UsedOf(string meter)
        => meter is Meters.Projects or Meters.Users ? State.InUseOf(meter)
            : Product.Meters.FirstOrDefault(defined => defined.Key == meter) is { } definition ? Used.Of(definition).InUse
            : null;
}
