using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Hosting.Tests;

/// <summary>A receiver of webhooks that takes everything.</summary>
internal sealed class Inbox : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Delivery>> _logs = [];
    private readonly WebApplication _app;
    private int _calls;

    private Inbox(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/hooks";

    /// <summary>How often it was called; what is delivered twice counts twice.</summary>
    public int Calls => _calls;

    public static async Task<Inbox> Open(string host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{host}:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var inbox = new Inbox(app);
        app.MapPost("/hooks", inbox.Take);
        await app.StartAsync();
        return inbox;
    }

    /// <summary>What came of an organization's log, in the order of the log.</summary>
    public IReadOnlyList<Delivery> Of(string organization)
        => _logs.TryGetValue(organization, out var log) ? [.. log.Values.OrderBy(delivery => delivery.Sequence)] : [];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        var happened = (await JsonNode.ParseAsync(request.Body))!;
        Interlocked.Increment(ref _calls);
        if ((string?)happened["organization"] is { } organization)
        {
            var delivery = new Delivery(request.Headers["webhook-id"].ToString(), long.Parse(happened["sequence"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture), (string?)happened["previousId"]);
            _logs.GetOrAdd(organization, _ => []).TryAdd(delivery.Id, delivery);
        }

        return Results.NoContent();
    }
}

/// <summary>An event as it was delivered.</summary>
internal sealed record Delivery(string Id, long Sequence, string? PreviousId);
