using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Silo.Tests;

/// <summary>A delivery that a receiver has taken.</summary>
internal sealed record Delivery(string Id, string Timestamp, string Signature, string Body)
{
    private JsonElement? _read;

    public JsonElement Event => _read ??= JsonDocument.Parse(Body).RootElement;

    public long Sequence => Event.GetProperty("sequence").GetInt64();

    public string? PreviousId => Event.TryGetProperty("previousId", out var previous) ? previous.GetString() : null;

    public string? Organization => Event.TryGetProperty("organization", out var organization) ? organization.GetString() : null;
}

/// <summary>A receiver of webhooks that fails, hangs, cuts the line before or after it has taken a delivery, and restarts.</summary>
internal sealed class Receiver(int seed) : IAsyncDisposable
{
    // So many calls are never answered; each costs whoever waits for it 15 seconds.
    private const int Hangs = 4;

    private static readonly TimeSpan Downtime = TimeSpan.FromMilliseconds(700);

    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<string, List<Delivery>> _inboxes = [];
    private WebApplication? _app;
    private int _calls;
    private int _failures;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>How many calls came, and how many of them were not answered as they should be.</summary>
    public (int Calls, int Failures) Counts => (_calls, _failures);

    public static async Task<Receiver> Start(int seed)
    {
        var receiver = new Receiver(seed);
        await receiver.Open();
        return receiver;
    }

    /// <summary>What was taken at a path, in the order of taking.</summary>
    public IReadOnlyList<Delivery> Inbox(string path)
    {
        var inbox = _inboxes.GetOrAdd(path, _ => []);
        lock (inbox)
            return [.. inbox];
    }

    /// <summary>How much was taken at a path.</summary>
    public int CountOf(string path)
    {
        var inbox = _inboxes.GetOrAdd(path, _ => []);
        lock (inbox)
            return inbox.Count;
    }

    /// <summary>Goes away for a moment and comes back at the same address.</summary>
    public async Task Restart()
    {
        await Close();
        await Task.Delay(Downtime, TestContext.Current.CancellationToken);
        await Open();
    }

    public async ValueTask DisposeAsync() => await Close();

    private async Task Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        _app = builder.Build();
        _app.Run(Take);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    private async Task Close()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app!.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var delivery = new Delivery(
            context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!, context.Request.Headers["webhook-signature"]!,
            await reader.ReadToEndAsync(context.RequestAborted));
        var call = Interlocked.Increment(ref _calls);
        if (call % 1000 == 0 && call <= 1000 * Hangs)
        {
            Interlocked.Increment(ref _failures);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        var luck = Luck();
        // What is taken and then not answered comes again.
        if (luck is < 0.01 or >= 0.08)
            Put(context.Request.Path, delivery);
        if (luck < 0.08)
            Interlocked.Increment(ref _failures);
        switch (luck)
        {
            case < 0.02:
                context.Abort();
                break;
            case < 0.025:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                break;
            case < 0.08:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }

    private double Luck()
    {
        lock (_random)
            return _random.NextDouble();
    }

    private void Put(string path, Delivery delivery)
    {
        var inbox = _inboxes.GetOrAdd(path, _ => []);
        lock (inbox)
            inbox.Add(delivery);
    }
}
