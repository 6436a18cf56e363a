using System.Globalization;
using System.Text.RegularExpressions;

namespace Tenantry.Bench;

/// <summary>How many calls of grains a process has made, as it says itself at <c>/metrics</c>.</summary>
internal static partial class GrainCalls
{
    public static async Task<double> Of(MeasuredServer server) => Count(await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

    /// <summary>The sum over all lines of the counter.</summary>
    public static double Count(string metrics)
        => Counter().Matches(metrics).Sum(match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^orleans_app_requests_latency_milliseconds_count(?:\{[^}]*\})? (\S+)", RegexOptions.Multiline)]
    private static partial Regex Counter();
}
