using Microsoft.Extensions.Logging;
using Npgsql;

namespace Tenantry.Persistence;

/// <summary>
/// Whether PostgreSQL answers. When it has let an operation wait for too long, all fail at once until it answers again, so that
/// callers do not queue up behind a server that is stopped, cut off or overloaded.
/// </summary>
internal sealed partial class PostgresHealth(NpgsqlDataSource source, ILogger logger)
{
    /// <summary>How long an operation may take, whatever it waits for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly HashSet<PostgresBackend> _unsettled = [];
    private volatile bool _silent;
    private volatile bool _closed;

    /// <summary>Whether the server owes an answer.</summary>
    public bool IsSilent => _silent;

    /// <summary>
    /// Waits for something, but not past the limit. What is then still under way is cancelled, and its end awaited by nobody.
    /// </summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static async Task<T> Within<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken caller)
    {
        var stop = new CancellationTokenSource();
        var task = work(stop.Token);
        try
        {
            return await task.WaitAsync(limit, caller);
        }
        catch (Exception e) when (!task.IsCompleted && e is TimeoutException or OperationCanceledException)
        {
            LetGo(task, stop);
            throw;
        }
    }

    /// <exception cref="StoreUnavailableException">The server owes an answer.</exception>
    public void ThrowIfSilent()
    {
        if (_silent)
            throw new StoreUnavailableException("PostgreSQL does not answer.");
    }

    /// <summary>An operation has waited for too long. From now on all fail, until a probe succeeds.</summary>
    /// <param name="unsettled">
    /// Sessions that may still carry out a write whose outcome is unknown. They are ended first: once the store answers again,
    /// no write that failed can take effect.
    /// </param>
    public void Silence(params IEnumerable<PostgresBackend> unsettled)
    {
        lock (_gate)
        {
            _unsettled.UnionWith(unsettled);
            if (_silent || _closed)
                return;
            _silent = true;
        }

        FellSilent();
        _ = Task.Run(Listen);
    }

    /// <summary>Probes no more.</summary>
    public void Close() => _closed = true;

    // Npgsql asks the server to cancel, and blocks the thread that cancels until it has answered. The pool's threads are
    // needed by everything else in this process.
    private static void LetGo(Task task, CancellationTokenSource stop)
    {
        new Thread(Cancel) { IsBackground = true, Name = "PostgreSQL cancellation" }.Start();

        void Cancel()
        {
            try
            {
                stop.Cancel();
            }
            catch (AggregateException)
            {
                // The operation hears of it or breaks; nobody waits for either.
            }

            _ = task.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        }
    }

    private async Task Listen()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!_closed)
        {
            try
            {
                await Within(ProbeLimit, Probe, CancellationToken.None);
                lock (_gate)
                {
                    if (_unsettled.Count > 0)
                        continue;
                    _silent = false;
                }

                AnswersAgain(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
                return;
            }
            catch (Exception e) when (e.IsOfTheDatabase || e is OperationCanceledException)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<bool> Probe(CancellationToken stop)
    {
        PostgresBackend[] unsettled;
        lock (_gate)
            unsettled = [.. _unsettled];

        await using var connection = await source.OpenConnectionAsync(stop);
        foreach (var backend in unsettled)
        {
            await backend.End(connection, stop);
            lock (_gate)
                _unsettled.Remove(backend);
        }

        await using var question = new NpgsqlCommand("SELECT 1", connection);
        await question.ExecuteScalarAsync(stop);
        return true;
    }
}
