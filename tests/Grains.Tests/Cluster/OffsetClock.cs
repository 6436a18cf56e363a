namespace Tenantry.Grains.Tests;

/// <summary>The system's clock, which a test can set forward. Timers run on real time.</summary>
internal sealed class OffsetClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
