using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Identity.Tests;

/// <summary>A pool that refuses as many requests as it is told to, because there are too many, and does what the others ask.</summary>
internal sealed class BusyPool(WebApplication app) : IAsyncDisposable
{
    private int _refusals;

    public string Address => app.Urls.Single();

    public List<(string Target, string Authorization, string Body)> Requests { get; } = [];

    public static async Task<BusyPool> Start(int refusals)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var pool = new BusyPool(builder.Build());
        pool.Refuse(refusals);
        await pool.Run();
        return pool;
    }

    public void Refuse(int refusals) => _refusals = refusals;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task Run()
    {
        app.MapPost("/", async (HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body);
            Requests.Add((request.Headers["X-Amz-Target"]!, request.Headers.Authorization!, await body.ReadToEndAsync()));
            return _refusals-- > 0
                ? Results.Text("""{"__type":"TooManyRequestsException","message":"Rate exceeded"}""", "application/x-amz-json-1.1", statusCode: 400)
                : Results.Text("{}", "application/x-amz-json-1.1");
        });
        return app.StartAsync();
    }
}
