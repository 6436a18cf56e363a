using System.Collections.Concurrent;

namespace Tenantry.Silo.Tests;

/// <summary>Customers signing up over several connections, through as many lives of the program as it takes.</summary>
internal sealed class SignupStream(string prefix, Random random)
{
    private const int Connections = 8;

    private readonly ConcurrentQueue<Attempt> _open = new();
    private readonly ConcurrentBag<Attempt> _all = [];
    private int _count;

    public IReadOnlyCollection<Attempt> Attempts => _all;

    /// <summary>Runs until the program can no longer be reached, or until it is told to stop.</summary>
    public Task Run(HttpClient http, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RunOne(http, stop)));

    /// <summary>Asks for everything that is still open until it is answered.</summary>
    public async Task Finish(HttpClient http, TimeSpan deadline)
    {
        using var patience = new CancellationTokenSource(deadline);
        await Parallel.ForEachAsync(_all.Where(attempt => !attempt.IsAnswered), patience.Token, async (attempt, cancellation) =>
        {
            await attempt.Ask(http);
            while (!attempt.IsAnswered)
            {
                // A name that a dead sign-up had claimed is refused for a while, with Retry-After.
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
                await attempt.Ask(http);
            }
        });
    }

    private async Task RunOne(HttpClient http, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var attempt = Next();
            try
            {
                await attempt.Ask(http);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                _open.Enqueue(attempt);
                return;
            }

            if (!attempt.IsAnswered)
                _open.Enqueue(attempt);
        }
    }

    // Now and then somebody who got no answer comes back, among all the new ones.
    private Attempt Next()
    {
        bool comesBack;
        lock (random)
            comesBack = random.Next(4) == 0;
        if (comesBack && _open.TryDequeue(out var old))
            return old;

        var attempt = new Attempt(prefix, Interlocked.Increment(ref _count) - 1);
        _all.Add(attempt);
        return attempt;
    }
}
