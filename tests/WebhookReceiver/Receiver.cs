using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Webhooks.Tests;

/// <summary>A receiver of webhooks on real Kestrel, which keeps what it gets and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<Received> _received = new();
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/hooks";

    /// <summary>Everything it got, in order, refused or not.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>What it accepted, in order.</summary>
    public IReadOnlyList<Received> Accepted => [.. _received.Where(one => one.Status is >= 200 and < 300)];

    /// <summary>What it answers; 204 to everything unless told otherwise.</summary>
    public Func<Received, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(StatusCodes.Status204NoContent);

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Always answers the same status.</summary>
    public void AnswerWith(int status) => Answer = (_, _) => Task.FromResult(status);

    /// <summary>Waits until something is true of what it got.</summary>
    public async Task Until(Func<IReadOnlyList<Received>, bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition(All))
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var received = new Received(
            headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray(),
            context.Request.Path, headers.ContentType.ToString(), DateTimeOffset.UtcNow);
        var status = await Answer(received, context);
        _received.Enqueue(received with { Status = status });
        if (!context.Response.HasStarted)
            context.Response.StatusCode = status;
    }
}

/// <summary>One request that a receiver got.</summary>
internal sealed record Received(
    string Id, string Timestamp, string Signature, byte[] Body, string Path, string ContentType, DateTimeOffset At)
{
    public int Status { get; init; }

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Type => (string)Json["type"]!;

    public long Sequence => (long)Json["sequence"]!;

    /// <summary>Whether one of the signatures is that of the secret.</summary>
    public bool IsSignedWith(string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        return Signature.Split(' ').Contains(expected);
    }
}
