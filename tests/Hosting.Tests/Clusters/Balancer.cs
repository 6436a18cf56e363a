namespace Tenantry.Hosting.Tests;

/// <summary>
/// What stands before the processes and the client behind it: a load balancer that asks for readiness and sends each request to the
/// next that is ready, and a client that tries once more when it is told to or hears nothing.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Task _asking;
    private volatile Node[] _ready;
    private int _next;

    public Balancer(IReadOnlyList<Node> nodes)
    {
        _nodes = nodes;
        _ready = [.. nodes];
        _asking = Task.WhenAll(nodes.Select(Watch));
    }

    /// <summary>How many requests needed the second try.</summary>
    public int Repeated { get; private set; }

    /// <summary>The next process in turn.</summary>
    public Node Next()
    {
        var ready = _ready is { Length: > 0 } some ? some : [.. _nodes];
        return ready[(int)((uint)Interlocked.Increment(ref _next) % ready.Length)];
    }

    /// <summary>Asks, at most twice. A reply of 0 is none.</summary>
    public async Task<Reply> Ask(string method, string path, object? body = null, string? token = null, string? key = null)
    {
        var first = await Try(method, path, body, token, key);
        if (first.Status is not (0 or 502 or 503) && first.RetryAfter is null)
            return first;

        Repeated++;
        await Task.Delay(first.RetryAfter ?? Pause);
        return await Try(method, path, body, token, key);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task<Reply> Try(string method, string path, object? body, string? token, string? key)
    {
        try
        {
            return await Next().Http.Ask(method, path, body, token, key);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(0, exception.Message, null);
        }
    }

    private async Task Watch(Node node)
    {
        try
        {
            while (true)
            {
                var isReady = await node.IsReady();
                lock (_stop)
                {
                    if (isReady != _ready.Contains(node))
                        _ready = isReady ? [.. _ready, node] : [.. _ready.Where(other => other != node)];
                }

                await Task.Delay(AskEvery, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody asks any more.
        }
    }
}
