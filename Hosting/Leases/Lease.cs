using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting;

/// <summary>
/// What lets this process of a cluster answer: that it has confirmed its place in it not long ago. One that is cut off or was
/// paused cannot, and does not know what the others have changed since; so it answers nobody. With the embedded store there is
/// no other, and no lease.
/// </summary>
public sealed class Lease(TimeProvider time)
{
    /// <summary>How long a confirmation is good for, from the moment at which it was asked for.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    private readonly long _length = (long)(Length.TotalSeconds * time.TimestampFrequency);
    private long _until = long.MinValue;
    private long _untilByTheWall = long.MinValue;
    private volatile bool _ended;

    // Both clocks are asked every time: who was paused finds out by its first look. The monotonic one cannot be set, but stands still
    // while the machine sleeps; the other does not.
    public bool IsHeld => time.GetTimestamp() < Volatile.Read(ref _until) && time.GetUtcNow().UtcTicks < Volatile.Read(ref _untilByTheWall);

    /// <summary>Confirmed.</summary>
    /// <param name="asked">The timestamp from before the question was sent.</param>
    public void Renew(long asked)
    {
        if (_ended)
            return;
        Volatile.Write(ref _untilByTheWall, (time.GetUtcNow() - time.GetElapsedTime(asked) + Length).UtcTicks);
        Volatile.Write(ref _until, asked + _length);
    }

    /// <summary>Not to be had again: this process has been declared dead.</summary>
    public void End()
    {
        _ended = true;
        Volatile.Write(ref _until, long.MinValue);
    }

    /// <exception cref="StoreUnavailableException">It is not held.</exception>
    public void Demand()
    {
        if (!IsHeld)
            throw new StoreUnavailableException("This process has lost touch with its cluster.");
    }
}
