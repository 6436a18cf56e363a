namespace Tenantry.Identity.Tests;

/// <summary>The system's clock, which a test can set forward. Timers run on real time.</summary>
internal sealed class OffsetClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    // The age of what was read is measured by timestamps, so they move too.
    public override long GetTimestamp()
        => base.GetTimestamp() + (long)(Interlocked.Read(ref _offset) * ((double)TimestampFrequency / TimeSpan.TicksPerSecond));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
