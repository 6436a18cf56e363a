using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What is used of one meter.</summary>
internal sealed record MeterCount
{
    /// <summary>How it was counted; under another kind it starts afresh.</summary>
    public required MeterKind Kind { get; init; }

    /// <summary>How many are committed; for counters, how much was counted since the beginning or in <see cref="Month"/>.</summary>
    public long Used { get; init; }

    /// <summary>The month that a monthly meter counts; null for the others.</summary>
    public string? Month { get; init; }

    /// <summary>How much was counted in the month before <see cref="Month"/>.</summary>
    public long UsedBefore { get; init; }

    public ImmutableArray<Hold> Holds { get; init; } = [];

    public long Reserved() => Holds.Sum(hold => hold.N);

    /// <summary>What counts against a limit.</summary>
    public long InUse() => Used + Reserved();

    public MeterUse Use() => new(Kind, Used, Reserved());

    /// <summary>As of a moment: what has expired is gone, and a new month has begun.</summary>
    public MeterCount At(DateTimeOffset now)
    {
        var at = Holds.Any(hold => hold.HasExpired(now)) ? this with { Holds = Holds.RemoveAll(hold => hold.HasExpired(now)) } : this;
        if (Kind != MeterKind.Monthly)
            return at;

        // A clock that lags behind another silo's does not bring the old month back.
        var current = CalendarMonth.Of(now);
        return Month is null ? at with { Month = current }
            : string.CompareOrdinal(current, Month) <= 0 ? at
            : at with { Month = current, Used = 0, UsedBefore = Month == CalendarMonth.Before(current) ? Used : 0 };
    }

    /// <summary>Adds to the month in which it happened, or to the total.</summary>
    public MeterCount Add(long n, DateTimeOffset at)
        => Kind != MeterKind.Monthly || string.CompareOrdinal(CalendarMonth.Of(at), Month) >= 0
            ? this with { Used = Used + n }
            : this with { UsedBefore = UsedBefore + n };

    /// <summary>Whether a limit was kept and now is not.</summary>
    public bool Crosses(long? limit, MeterCount next)
        => (InUse() <= limit && next.InUse() > limit) || (UsedBefore <= limit && next.UsedBefore > limit);
}
