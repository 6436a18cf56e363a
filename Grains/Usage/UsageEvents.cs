using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The rules for a batch of events.</summary>
internal static class UsageEvents
{
    /// <summary>How many a batch can have.</summary>
    public const int MostEvents = 100;

    /// <summary>How many units can be asked for or counted at once.</summary>
    public const long MostUnits = 1_000_000;

    /// <summary>How long an id is remembered, and how late an event may come: none can outlive the memory of its id.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(35);

    private const int LongestId = 64;

    // Clocks of clients differ; what is a little ahead counts as now.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Why a batch cannot be counted; null when it can.</summary>
    public static Error? Refusal(ImmutableArray<UsageEvent> events, MeterKind kind, DateTimeOffset now)
    {
        var rules = new FieldRules();
        if (events.Length is 0 or > MostEvents)
            rules.Break("events", $"must hold 1 to {MostEvents} events");

        for (var i = 0; i < Math.Min(events.Length, MostEvents); i++)
        {
            var (id, n, at) = (events[i].Id, events[i].N, events[i].At);
            if (id.Length is 0 or > LongestId || id.Any(c => c is < '!' or > '~'))
                rules.Break($"events.{i}.id", $"must be 1 to {LongestId} visible ASCII characters");
            if (n is < 1 or > MostUnits)
                rules.Break($"events.{i}.n", $"must be a whole number from 1 to {MostUnits}");
            if (at < now - Memory)
                rules.Break($"events.{i}.at", $"must not lie more than {Memory.Days} days back");
            else if (at > now + Skew)
                rules.Break($"events.{i}.at", $"must not lie more than {Skew.Minutes} minutes ahead");
            else if (kind == MeterKind.Monthly && at is { } time && IsClosed(time, now))
                rules.Break($"events.{i}.at", "must not lie before the previous calendar month, which is closed");
        }

        return rules.AreBroken ? rules.ToError() : null;
    }

    // Only this month and the one before are kept; 35 days can reach beyond both.
    private static bool IsClosed(DateTimeOffset at, DateTimeOffset now)
        => string.CompareOrdinal(CalendarMonth.Of(at), CalendarMonth.Before(CalendarMonth.Of(now))) < 0;
}
