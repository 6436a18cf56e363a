using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting;

/// <summary>Ready: everything has started, nothing is stopping, the cluster is in touch, and the store answers a read.</summary>
internal sealed class ReadyCheck(Readiness readiness, IRecordStore store, Lease? lease = null) : IHealthCheck
{
    // No such record exists; looking for it still goes to the store.
    private static readonly RecordKey Probe = new("health", "");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsReady || lease is { IsHeld: false }) return HealthCheckResult.Unhealthy();

        await store.Read(Probe, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
