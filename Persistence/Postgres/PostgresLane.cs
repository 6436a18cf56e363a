using System.Collections.Concurrent;
using Npgsql;

namespace Tenantry.Persistence;

/// <summary>One of the connections that write, reopened when it breaks. Used by one commit at a time.</summary>
internal sealed class PostgresLane(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int MaxCollisions = 5;

    private readonly ConcurrentQueue<PostgresBackend> _asked = new();
    private PostgresWriteSession? _session;

    /// <summary>The sessions that the last batch was given to, and which may carry it out still if it failed.</summary>
    public IReadOnlyCollection<PostgresBackend> Asked => _asked;

    /// <summary>Carries out a batch. If it throws, the outcome of every write is unknown.</summary>
    public async Task<bool> CarryOut(PostgresBatch batch, CancellationToken stop)
    {
        _asked.Clear();
        var (collisions, lost) = (0, false);
        while (true)
        {
            try
            {
                await (await Asking(stop)).Write(batch.Slots, stop);
                // What is in the way may have been written over what this batch wrote before the connection was lost.
                return lost && batch.Slots.Any(slot => slot.IsConflict)
                    ? throw new StoreUnavailableException("A connection to PostgreSQL was lost, and with it what became of a write.")
                    : true;
            }
            catch (Exception e) when (e.IsRefusal)
            {
                await OneByOne(batch, stop);
                return true;
            }
            catch (Exception e) when (e.IsCollision && ++collisions < MaxCollisions)
            {
                // Another process's transaction was in the way, and this one was undone.
            }
            catch (Exception e) when (e.IsLostConnection && !lost && !stop.IsCancellationRequested)
            {
                // What had been done before it was lost will be found done: a write finds its own id.
                lost = true;
                await DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.DisposeAsync();
    }

    // A transaction of its own for each, so that only what the database does not want is refused.
    private async Task OneByOne(PostgresBatch batch, CancellationToken stop)
    {
        foreach (var slot in batch.Slots)
        {
            try
            {
                await (await Asking(stop)).Write([slot], stop);
            }
            catch (PostgresException e) when (e.IsRefusal)
            {
                slot.Set(new WriteOutcome(WriteStatus.Refused, Reason: e.MessageText));
            }
        }
    }

    private async Task<PostgresWriteSession> Asking(CancellationToken stop)
    {
        var session = await Session(stop);
        _asked.Enqueue(session.Backend);
        return session;
    }

    private async Task<PostgresWriteSession> Session(CancellationToken stop)
    {
        if (_session is { IsOpen: false })
            await DisposeAsync();
        return _session ??= await PostgresWriteSession.Open(source, stop);
    }
}
