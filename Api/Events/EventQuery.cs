using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Tenantry.Api;

/// <summary>Which events are asked for.</summary>
/// <param name="After">The number to read after; null for the first that there are, and for a stream, for those from now on.</param>
/// <param name="Limit">How many at most, 1 to 100.</param>
/// <param name="Types">Which types.</param>
/// <param name="Wait">How long the answer may wait for news when there are none.</param>
internal sealed record EventQuery(long? After, int Limit, EventFilter Types, TimeSpan Wait)
{
    private const int LongestWait = 20;
    private const string LastEventId = "Last-Event-ID";

    public static ValueTask<EventQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return new(new EventQuery(
            Number(query["after"], "after"),
            Bounded(query["limit"], "limit", PageQuery.DefaultLimit, 1, PageQuery.LargestLimit),
            Filter(query["type"]),
            TimeSpan.FromSeconds(Bounded(query["wait"], "wait", 0, 0, LongestWait))));
    }

    /// <summary>What a stream is asked for: who comes back says in a header what the last event was, whatever the address says.</summary>
    public EventQuery ResumedBy(IHeaderDictionary headers)
        => headers[LastEventId] is { Count: > 0 } last ? this with { After = Number(last, LastEventId) } : this;

    private static long? Number(StringValues values, string name)
        => values.Count == 0 ? null
            : values.Count == 1 && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue / 2
                ? number
                : throw new RefusedException(Problem.Parameter(name, "must be the number of an event"));

    private static int Bounded(StringValues values, string name, int usual, int least, int most)
        => values.Count == 0 ? usual
            : values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new RefusedException(Problem.Parameter(name, $"must be a whole number from {least} to {most}"));

    private static EventFilter Filter(StringValues types)
    {
        if (types.Count == 0)
            return EventFilter.All;
        if (types.Count > EventFilter.MostPatterns)
            throw new RefusedException(Problem.Parameter("type", $"must not be there more than {EventFilter.MostPatterns} times"));
        return types.All(type => type is not null && EventFilter.IsPattern(type))
            ? new EventFilter([.. types.OfType<string>()])
            : throw new RefusedException(Problem.Parameter("type", EventFilter.Rule));
    }
}
