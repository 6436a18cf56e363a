using HdrHistogram;

namespace Tenantry.Bench;

/// <summary>What one run of the closed loop saw.</summary>
internal sealed class LoadResult
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly LongHistogram _latency = new((long)Longest.TotalMicroseconds, 3);

    /// <summary>Requests with the expected answer.</summary>
    public long Operations { get; private set; }

    public long Errors { get; private set; }

    public string? FirstError { get; private set; }

    /// <summary>From the first request sent to the last answer.</summary>
    public TimeSpan Elapsed { get; set; }

    public TimeSpan GeneratorCpu { get; set; }

    public void Record(TimeSpan latency)
    {
        Operations++;
        _latency.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, (long)Longest.TotalMicroseconds));
    }

    public void Fail(string reason)
    {
        Errors++;
        FirstError ??= reason.Length > 300 ? reason[..300] : reason;
    }

    /// <param name="percent">0 to 100.</param>
    /// <returns>Milliseconds.</returns>
    public double Percentile(double percent) => Operations == 0 ? 0 : _latency.GetValueAtPercentile(percent) / 1000d;
}
