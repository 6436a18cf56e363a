using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tenantry.Persistence;

/// <summary>
/// Measures the commits of every store: how many there are, how long they take, how many writes share one. Static, because a
/// store is also made without a container.
/// </summary>
internal static class StoreMeter
{
    private static readonly Meter Meter = new(TelemetrySource.Name);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "tenantry.store.commit.duration", "s", "How long commits took, by what became of them.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    private static readonly Histogram<int> Sizes = Meter.CreateHistogram(
        "tenantry.store.commit.size", "{write}", "How many writes were committed together.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    /// <summary>To be called before a commit; its answer is handed to <see cref="Committed"/> or <see cref="Failed"/>.</summary>
    public static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>A commit is durable.</summary>
    /// <param name="store">As in <c>Tenantry:Store</c>.</param>
    /// <param name="writes">How many writes it held.</param>
    /// <param name="began">The answer of <see cref="Begin"/>.</param>
    public static void Committed(string store, int writes, long began)
    {
        Record(store, "committed", began);
        if (Sizes.Enabled)
            Sizes.Record(writes, new KeyValuePair<string, object?>("store", store));
    }

    /// <summary>A commit failed, or nobody knows what became of it.</summary>
    /// <param name="store">As in <c>Tenantry:Store</c>.</param>
    /// <param name="began">The answer of <see cref="Begin"/>.</param>
    public static void Failed(string store, long began) => Record(store, "failed", began);

    private static void Record(string store, string outcome, long began)
    {
        if (Durations.Enabled)
            Durations.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new("store", store), new("outcome", outcome));
    }
}
