using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Slows whoever tries many accounts: from one address only so many log-ins may fail within a minute. A success costs
/// nothing, so an office behind one address is not locked out by its own size.
/// </summary>
internal sealed class LogInLimits(IOptions<IdentitySettings> settings) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Failures count when they are known; this bounds how many more may be under way at that moment.
    private const int AtATime = 8;
    private const int Waiting = 1000;

    private readonly PartitionedRateLimiter<IPAddress> _places = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetConcurrencyLimiter(
            address, _ => new ConcurrencyLimiterOptions { PermitLimit = AtATime, QueueLimit = Waiting }));

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.Value.LoginAttemptsPerMinute, Window = Window }));

    /// <summary>Waits for a place among those whose password is being checked; not acquired when too many wait already.</summary>
    public ValueTask<RateLimitLease> Enter(IPAddress address, CancellationToken cancellation)
        => _places.AcquireAsync(ClientAddress.Holder(address), 1, cancellation);

    /// <summary>How long to wait before the next attempt; null: go ahead.</summary>
    public TimeSpan? Wait(IPAddress address)
    {
        using var lease = _failures.AttemptAcquire(ClientAddress.Holder(address), permitCount: 0);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : Window;
    }

    /// <summary>Counts a failed attempt.</summary>
    public void Failed(IPAddress address) => _failures.AttemptAcquire(ClientAddress.Holder(address)).Dispose();

    public void Dispose()
    {
        _places.Dispose();
        _failures.Dispose();
    }
}
