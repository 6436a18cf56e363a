using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

/// <summary>A reader of a stream of events, with a parser of somebody else's.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _items = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public HttpResponseHeaders Headers => _response.Headers;

    /// <summary>What to come back with.</summary>
    public string LastEventId => _parser.LastEventId;

    public static async Task<EventReader> Open(HttpClient http, string path, string token, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        return new EventReader(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public static Task<EventReader> Open(Tenant tenant, string query = "", string? lastEventId = null)
        => Open(tenant.Host.Http, $"{tenant.Path}/events/stream{query}", tenant.Admin, lastEventId);

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<JsonNode?> Next()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken))
            return null;
        var happened = JsonNode.Parse(_items.Current.Data)!;
        Assert.Equal((string?)happened["type"], _items.Current.EventType);
        Assert.Equal((string?)(happened["position"] ?? happened["sequence"]), _items.Current.EventId);
        return happened;
    }

    /// <summary>The ids of the next events.</summary>
    public async Task<IReadOnlyList<string>> Next(int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
            ids.Add((string)(await Next() ?? throw new InvalidOperationException($"The stream ended after {ids.Count} of {count} events."))["id"]!);
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read that was given up is still under way.
        }
    }
}
