using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>
/// How much of a delivery log is kept: some thousand deliveries, for some weeks. Every so many deliveries the event is noted, so
/// that nobody has to count.
/// </summary>
internal sealed record DeliveryLogBounds
{
    /// <summary>At least so many of the latest deliveries are kept, as long as they are not too old.</summary>
    public const int Kept = 1000;

    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(30);

    private const int Step = 100;

    /// <summary>The last event of each step, the oldest first.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];

    /// <summary>How many deliveries there were since the last mark.</summary>
    public int SinceMark { get; init; }

    /// <summary>When the oldest is too old; null when there is none.</summary>
    public DateTimeOffset? PruneAt { get; init; }

    public bool IsFull() => Marks.Length > Kept / Step;

    /// <summary>Whether a delivery is older than those that are kept for their number.</summary>
    public bool IsTooMuch(string @event) => IsFull() && string.CompareOrdinal(@event, Marks[0]) <= 0;

    /// <summary>After some more deliveries, of which this was the last event.</summary>
    public DeliveryLogBounds Add(int deliveries, EventId last, DateTimeOffset now)
    {
        var since = SinceMark + deliveries;
        return this with
        {
            Marks = since >= Step ? Marks.Add(last.Value) : Marks,
            SinceMark = since >= Step ? 0 : since,
            PruneAt = PruneAt ?? now + LongestKept,
        };
    }

    /// <summary>After what was too much is gone.</summary>
    public DeliveryLogBounds Pruned(DateTimeOffset? oldest)
        => this with { Marks = IsFull() ? Marks.RemoveAt(0) : Marks, PruneAt = oldest + LongestKept };
}
