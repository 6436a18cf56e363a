using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What the provider's own staff does over HTTP.</summary>
internal static class Operating
{
    /// <summary>Logs the first operator in, whom the program has made in this data folder.</summary>
    public static async Task<string> LogInFirstOperator(this HttpClient http, string data)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(data, "operator.txt"), TestContext.Current.CancellationToken);
        string Value(string name) => lines.Last(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
        return await http.LogInOperator(Value("email"), Value("password"));
    }

    /// <summary>Everything that happened anywhere, in the order of the feed.</summary>
    public static async Task<List<JsonElement>> AllEvents(this HttpClient http, string token)
    {
        var (events, after) = (new List<JsonElement>(), "0");
        while (true)
        {
            var page = await http.Get($"/v1/admin/events?limit=100&after={after}", token);
            var data = page.GetProperty("data").EnumerateArray().ToList();
            if (data.Count == 0)
                return events;
            events.AddRange(data);
            after = page.GetProperty("page").GetProperty("next").GetString()!;
        }
    }
}
