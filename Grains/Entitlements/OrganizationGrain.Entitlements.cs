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

        var sources = new EntitlementSources(State, Revision, await Grains.Product().Get());
        if (_entitlements is null || !sources.AreSameAs(_entitledBy))
            (_entitledBy, _entitlements) = (sources, sources.Compose(Id));
        return _entitlements;
    }
}

/// <summary>What the entitlements are put together from.</summary>
internal sealed record EntitlementSources(OrganizationState State, long Revision, ProductDefinition Product)
{
    public bool AreSameAs(EntitlementSources? other)
        => other is not null && ReferenceEquals(State, other.State) && Product.Revision == other.Product.Revision;

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
            Version = $"{Revision}-{State.UsedOf(Meters.Users)}-{State.UsedOf(Meters.Projects)}-{Product.Revision}",
        };
    }

    private long? UsedOf(string meter) => meter switch
    {
        Meters.Environments => null,
        Meters.Projects or Meters.Users => State.UsedOf(meter),
        _ => 0,
    };
}
