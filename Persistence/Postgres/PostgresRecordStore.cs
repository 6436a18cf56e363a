using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Tenantry.Persistence;

/// <summary>
/// Records in a PostgreSQL database, for any number of processes. Writes go through a few connections, many at once; reads have
/// connections of their own. Keys are ordered by the bytes of their UTF-8 form.
/// </summary>
public sealed class PostgresRecordStore : IRecordStore, IPreparedStore, IAsyncDisposable, IDisposable
{
    private const int ScanPage = 100;

    // The writer gives up first, since it knows which sessions may still carry the write out.
    private static readonly TimeSpan LastResort = PostgresHealth.Limit + TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _forReads;
    private readonly NpgsqlDataSource _held;
    private readonly PostgresReader _reader;
    private readonly PostgresHealth _health;
    private readonly PostgresWriter _writer;
    private volatile bool _closed;

    /// <summary>Connects to nothing yet.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong.</exception>
    public PostgresRecordStore(PostgresSettings settings, ILogger<PostgresRecordStore> logger)
    {
        _forReads = PostgresConnections.ForReads(settings);
        _held = PostgresConnections.Held(settings);
        _reader = new PostgresReader(_forReads);
        _health = new PostgresHealth(_held, logger);
        _writer = new PostgresWriter(_held, _health, settings.Connections, logger);
    }

    /// <summary>Makes the tables, or brings those of an older program up to date.</summary>
    public async Task Prepare(CancellationToken cancellation)
    {
        try
        {
            await PostgresSchema.Prepare(_held, cancellation);
        }
        catch (Exception e) when (e.IsOfTheDatabase)
        {
            throw e.Unavailable("be prepared");
        }
    }

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
        => Query(stop => _reader.Record(key, stop), cancellation);

    public async Task<IReadOnlyList<WriteOutcome>> Write(
        IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        _health.ThrowIfSilent();
        var pending = new PendingWrites(writes, cancellation);
        if (!_writer.TryEnqueue(pending))
            throw new StoreUnavailableException("The store is closed.");
        try
        {
            return await pending.Outcomes.WaitAsync(LastResort, cancellation);
        }
        catch (TimeoutException e)
        {
            _health.Silence();
            pending.Fail(e);
            throw new StoreUnavailableException("PostgreSQL did not answer in time.", e);
        }
    }

    public async Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await Query(stop => _reader.Partition(partition, after, limit, descending, stop), cancellation);
    }

    public async Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await Query(stop => _reader.DueAlarms(shard, now, after, limit, stop), cancellation);
    }

    public async IAsyncEnumerable<StoredRecord> Scan([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Page by page: one long read would hold a snapshot, and with it everything that is replaced meanwhile.
        var after = new RecordKey("", "");
        while (true)
        {
            var from = after;
            var page = await Query(stop => _reader.Page(from, ScanPage, stop), cancellation);
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
        await _writer.DisposeAsync();
        _health.Close();
        await _forReads.DisposeAsync();
        await _held.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<T> Query<T>(Func<CancellationToken, Task<T>> query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_closed)
            throw new StoreUnavailableException("The store is closed.");
        _health.ThrowIfSilent();
        try
        {
            return await PostgresHealth.Within(PostgresHealth.Limit, Twice, cancellation);
        }
        catch (Exception e) when (e.IsOfTheDatabase)
        {
            if (e.IsSilence)
                _health.Silence();
            throw e.Unavailable("read");
        }

        // All idle connections break when the server is restarted; a new one tells whether it is back.
        async Task<T> Twice(CancellationToken stop)
        {
            try
            {
                return await query(stop);
            }
            catch (Exception e) when (e.IsLostConnection && !stop.IsCancellationRequested)
            {
                _forReads.Clear();
                return await query(stop);
            }
        }
    }
}
