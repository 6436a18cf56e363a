using System.Text.Json.Nodes;

namespace Tenantry.Bench;

/// <summary>The same read with each kind of credential: a token of our own, an API key, and a token of an issuer outside.</summary>
internal static class Credentials
{
    public const string Name = "credentials";

    /// <summary>Measures the three in turn.</summary>
    public static async Task Measure(Subject subject, OutsideIssuer issuer, BenchOptions options, Report report)
    {
        await subject.SignUp(options.Connections);
        var readers = subject.Tenants.All.Take(options.Connections).ToList();
        subject.LogIn(readers);
        var calls = await OperatorCalls.SignIn(subject.Server.Http);

        var own = new List<byte[]>();
        var byKey = new List<byte[]>();
        var outside = new List<byte[]>();
        foreach (var (number, reader) in readers.Index())
        {
            var path = $"/v1/organizations/{reader.Organization}";
            own.Add(RequestBytes.Get(path, reader.Token));

            var key = await calls.Send(HttpMethod.Post, $"{path}/api-keys", reader.Token, """{"name":"bench","scopes":["organization:read"]}""");
            byKey.Add(RequestBytes.Get(path, (string)key!["key"]!));

            // Somebody from outside comes for the first time, which signs them up.
            var token = issuer.Token($"somebody-{number}");
            var me = await calls.Send(HttpMethod.Post, "/v1/session", token, "{}");
            outside.Add(RequestBytes.Get($"/v1/organizations/{First(me!["organizations"]!)}", token));
        }

        var rows = new List<(Row Row, TimeSpan Duration)>();
        foreach (var (name, requests) in (ReadOnlySpan<(string, List<byte[]>)>)
            [("organization by own token", own), ("organization by API key", byKey), ("organization by a token of an issuer outside", outside)])
        {
            var work = new ReadWork(requests);
            var row = HttpRow.Create(name, subject.Server, options.Connections, () => work);
            rows.Add((row, options.Read));
            report.Add(row);
        }

        foreach (var (row, _) in rows)
            await row.WarmUp(options.WarmUp);
        await Row.Alternate(options.Rounds, rows);

        var token0 = rows[0].Row;
        foreach (var (row, _) in rows.Skip(1))
            report.Target($"{row.Name}: CPU, times own token", bound: null, () => row.CpuPerOperation() / token0.CpuPerOperation());
    }

    private static string First(JsonNode organizations) => (string)organizations[0]!["id"]!;
}
