using System.Diagnostics.Metrics;

namespace Tenantry.Api;

/// <summary>Counts what tenants were refused because of what they have bought.</summary>
internal sealed class LimitMeter
{
    private readonly Counter<long> _refusals;

    public LimitMeter(IMeterFactory meters)
        => _refusals = meters.Create(TelemetrySource.Name)
            .CreateCounter<long>("tenantry.limit.refusals", "{refusal}", "Answers 402, by the limit that was reached or the feature that is missing.");

    /// <param name="limit">The meter's or the feature's key, of which a product has few.</param>
    public void Count(string limit) => _refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
