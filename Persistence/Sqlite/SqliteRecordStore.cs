using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>
/// Records in one SQLite file, for one process. Writes go through one thread that commits many at once; reads run on the
/// caller's thread, beside the writer and never behind it. Keys are ordered by the bytes of their UTF-8 form.
/// </summary>
public sealed class SqliteRecordStore : IRecordStore, IAsyncDisposable, IDisposable
{
    private const int ScanPage = 100;

    private static readonly int MaxIdleSessions = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentStack<SqliteReadSession> _idle = new();
    private volatile bool _closed;

    /// <summary>Opens the file, and makes it if there is none.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote it, or it is not a record store.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened.</exception>
    public SqliteRecordStore(string path, ILogger<SqliteRecordStore> logger)
    {
        _path = Path.GetFullPath(path);
        try
        {
            SqliteFile.Prepare(_path);
            _writer = new SqliteWriter(_path, logger);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"{_path} cannot be opened: {e.Message}", e);
        }
    }

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
        => Query(session => session.Record(key), cancellation);

    public Task<IReadOnlyList<WriteOutcome>> Write(
        IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<WriteOutcome>>(cancellation);

        var pending = new PendingWrites(writes, cancellation);
        if (!_writer.TryEnqueue(pending))
            return Task.FromException<IReadOnlyList<WriteOutcome>>(new StoreUnavailableException("The store is closed."));
        return cancellation.CanBeCanceled ? pending.Outcomes.WaitAsync(cancellation) : pending.Outcomes;
    }

    public Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Query<IReadOnlyList<StoredRecord>>(
            session => session.Partition(partition, after, limit, descending), cancellation);
    }

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Query<IReadOnlyList<DueAlarm>>(session => session.DueAlarms(shard, now, after, limit), cancellation);
    }

    public async IAsyncEnumerable<StoredRecord> Scan([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Page by page: one long read would keep the log from being put into the database, and it would grow.
        var after = new RecordKey("", "");
        while (true)
        {
            var from = after;
            var page = await Query(session => session.Page(from, ScanPage), cancellation);
            foreach (var record in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return record;
            }

            if (page.Count < ScanPage)
                yield break;
            after = page[^1].Key;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        DropIdle();
        await _writer.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task<T> Query<T>(Func<SqliteReadSession, T> query, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);

        SqliteReadSession? session = null;
        try
        {
            if (_closed)
                throw new StoreUnavailableException("The store is closed.");
            if (!_idle.TryPop(out session))
                session = new SqliteReadSession(_path);
            var answer = query(session);
            Return(session);
            return Task.FromResult(answer);
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            return Task.FromException<T>(new StoreUnavailableException("The store could not read.", e));
        }
        catch (StoreUnavailableException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private void Return(SqliteReadSession session)
    {
        if (_idle.Count >= MaxIdleSessions)
        {
            session.Dispose();
            return;
        }

        _idle.Push(session);
        if (_closed)
            DropIdle();
    }

    private void DropIdle()
    {
        while (_idle.TryPop(out var session))
            session.Dispose();
    }
}
