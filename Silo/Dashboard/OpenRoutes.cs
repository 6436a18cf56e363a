namespace Tenantry.Silo;

/// <summary>
/// Which of the official dashboard's routes are served. A list of what is open, so that a route that a later version adds
/// stays closed until somebody has looked at it.
/// </summary>
/// <remarks>
/// Closed are <c>GrainState</c>, which calls any grain's methods that take nothing and prints what they answer (password
/// hashes among it); <c>GrainTypes</c>, which only serves the page for that; and <c>Trace</c>, which streams the log.
/// </remarks>
internal static class OpenRoutes
{
    private static readonly HashSet<string> Open =
    [
        "/", "/index.html", "/favicon.ico", "/index.min.js", "/index.css", "/fonts/{**path}", "/img/{**path}", "/version",
        "/DashboardCounters", "/ClusterStats", "/Reminders", "/Reminders/{page:int}", "/HistoricalStats/{*path}",
        "/SiloProperties/{*address}", "/SiloMetadata/{*address}", "/SiloStats/{*address}", "/SiloCounters/{*address}",
        "/LifecycleStages", "/GrainStats/{*grainName}", "/TopGrainMethods",
    ];

    /// <summary>Makes every other route of the dashboard answer 404.</summary>
    public static void CloseOthers(EndpointBuilder endpoint)
    {
        var pattern = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText!;
        if (!Open.Contains(pattern[DashboardPaths.Root.Length..]))
            endpoint.RequestDelegate = NotFound;
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
