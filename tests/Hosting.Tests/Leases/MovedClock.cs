namespace Tenantry.Hosting.Tests;

/// <summary>Stands still unless it is moved; what the wall says is real.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _now = 1_000_000_000;

    public override long TimestampFrequency => 10_000_000;

    public void Move(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

    public override long GetTimestamp() => Interlocked.Read(ref _now);
}
