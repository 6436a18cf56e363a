using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Silo.Tests;

/// <summary>A collector that takes OTLP over HTTP and keeps what it understands: spans, names of metrics, lines of logs.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<Span> Spans { get; } = new();

    public ConcurrentQueue<string> Metrics { get; } = new();

    public ConcurrentQueue<(string Text, string TraceId)> Logs { get; } = new();

    public ConcurrentQueue<string> Services { get; } = new();

    /// <summary>Everything that was sent, as far as it is text.</summary>
    public ConcurrentQueue<string> Raw { get; } = new();

    /// <summary>What a program is told to send here, soon.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/traces", context => collector.Take(context, collector.TakeSpan));
        app.MapPost("/v1/metrics", context => collector.Take(context, item => collector.Metrics.Enqueue(item.Text(1))));
        app.MapPost("/v1/logs", context => collector.Take(
            context, item => collector.Logs.Enqueue((item.Parts(5).Single().Text(1), Convert.ToHexStringLower(item.Bytes(9).Span)))));
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // The three requests are alike: resources (1), in them scopes (2), in them items (2); a resource (1) has attributes (1).
    private async Task Take(HttpContext context, Action<Protobuf> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Raw.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        foreach (var resource in new Protobuf(body.ToArray()).Parts(1))
        {
            foreach (var attribute in resource.Parts(1).SelectMany(one => one.Parts(1)).Where(one => one.Text(1) == "service.name"))
                Services.Enqueue(attribute.Parts(2).Single().Text(1));
            foreach (var item in resource.Parts(2).SelectMany(scope => scope.Parts(2)))
                take(item);
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private void TakeSpan(Protobuf span)
        => Spans.Enqueue(new(
            Convert.ToHexStringLower(span.Bytes(1).Span), Convert.ToHexStringLower(span.Bytes(2).Span), Convert.ToHexStringLower(span.Bytes(4).Span),
            span.Text(5), span.Parts(9).Select(one => one.Text(1)).ToHashSet()));

    internal sealed record Span(string TraceId, string Id, string ParentId, string Name, HashSet<string> Attributes);
}
