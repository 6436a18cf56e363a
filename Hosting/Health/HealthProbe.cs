namespace Tenantry.Hosting;

/// <summary>
/// Asks a running process for its readiness: <c>Tenantry.Silo healthcheck [url]</c>. For container images, which hold no
/// other program that could ask.
/// </summary>
public static class HealthProbe
{
    public const string Verb = "healthcheck";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Exit code 0 when ready, otherwise 1.</summary>
    public static async Task<int> Run(string[] args)
    {
        var address = args is [var given, ..] ? given : "http://localhost:8080";
        using var http = new HttpClient { Timeout = Limit };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), Health.ReadyPath));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
