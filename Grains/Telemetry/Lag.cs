using System.Diagnostics.Metrics;

namespace Tenantry.Grains;

/// <summary>How late something happens: in seconds, from milliseconds to a day.</summary>
internal sealed class Lag(Meter meter, string name, string description)
{
    private readonly Histogram<double> _seconds = meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 21_600, 86_400],
        });

    /// <summary>Whether anybody wants to know.</summary>
    public bool IsMeasured => _seconds.Enabled;

    public void Record(TimeSpan lag) => _seconds.Record(Math.Max(0, lag.TotalSeconds));
}
