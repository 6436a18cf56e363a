using Npgsql;

namespace Tenantry.Persistence;

/// <summary>One of the connections that write, reopened when it breaks. Used by one commit at a time.</summary>
internal sealed class PostgresLane(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int MaxCollisions = 5;

    private PostgresWriteSession? _session;

    /// <summary>The server's end of its connection; null when it has none.</summary>
    public PostgresBackend? Backend => _session?.Backend;

    /// <summary>Carries out a batch. If it throws, the outcome of every write is unknown.</summary>
    public async Task<bool> CarryOut(PostgresBatch batch, CancellationToken stop)
    {
        var (collisions, lost) = (0, false);
        while (true)
        {
            try
            {
                await (await Session(stop)).Write(batch.Slots, stop);
                return true;
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
                await (await Session(stop)).Write([slot], stop);
            }
            catch (PostgresException e) when (e.IsRefusal)
            {
                slot.Set(new WriteOutcome(WriteStatus.Refused, Reason: e.MessageText));
            }
        }
    }

    private async Task<PostgresWriteSession> Session(CancellationToken stop)
    {
        if (_session is { IsOpen: false })
            await DisposeAsync();
        return _session ??= await PostgresWriteSession.Open(source, stop);
    }
}
