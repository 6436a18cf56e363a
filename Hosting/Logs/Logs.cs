using System.Diagnostics;

namespace Tenantry.Hosting;

/// <summary>How the program writes its log to the console: the setting <c>Tenantry:Logs:Format</c>.</summary>
public static class Logs
{
    private const string Setting = "Tenantry:Logs:Format";

    // What happens in a grain happens in a flow of its own; this source carries the request's trace there.
    private const string GrainCalls = "Microsoft.Orleans.Application";

    /// <summary>Whether each line is a JSON object, with the trace id of the request that it belongs to.</summary>
    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    public static bool AreStructured(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" or "text" => false,
        "json" => true,
        var other => throw new StartRefusedException($"{Setting} must be text or json; it is '{other}'."),
    };

    /// <summary>Called for every program by its host.</summary>
    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    internal static void AddLogs(this WebApplicationBuilder builder)
    {
        if (!AreStructured(builder.Configuration))
            return;

        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        builder.Logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == GrainCalls,
            Sample = (ref ActivityCreationOptions<ActivityContext> call) => call.Parent.TraceId == default ? ActivitySamplingResult.None : ActivitySamplingResult.PropagationData,
        });
    }
}
