using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>
/// The one thread that writes. It commits whatever has queued up while the last commit waited for the disk in one
/// transaction, so the more callers there are, the less each costs.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 512;
    private const string StoreName = "sqlite";

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly object _gate = new();
    private readonly Queue<PendingWrites> _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteWriteSession? _session;
    private bool _closed;

    public SqliteWriter(string path, ILogger logger)
    {
        _path = path;
        _logger = logger;
        _session = new SqliteWriteSession(path);
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    /// <summary>False when the writer is closed.</summary>
    public bool TryEnqueue(PendingWrites writes)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _queue.Enqueue(writes);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes no more writes, commits those that are queued, and puts the log into the database.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
    }

    private void Run()
    {
        var batch = new List<PendingWrites>();
        while (Take(batch))
        {
            Commit(batch);
            batch.Clear();
        }

        // The last connection that closes puts the log into the database and removes it.
        Discard();
        _ended.SetResult();
    }

    private bool Take(List<PendingWrites> batch)
    {
        lock (_gate)
        {
            while (true)
            {
                var room = MaxWritesPerCommit;
                while (room > 0 && _queue.TryDequeue(out var writes))
                {
                    if (writes.Withdrawn)
                        continue;
                    batch.Add(writes);
                    room -= writes.Count;
                }

                if (batch.Count > 0)
                    return true;
                if (_closed)
                    return false;
                Monitor.Wait(_gate);
            }
        }
    }

    // Whatever is thrown, every waiter must hear of it and the thread must live.
    private void Commit(List<PendingWrites> batch)
    {
        var began = StoreMeter.Begin();
        try
        {
            _session ??= new SqliteWriteSession(_path);
            _session.Begin();
            foreach (var writes in batch)
                Apply(writes, _session);
            _session.Commit();
        }
        catch (Exception failure)
        {
            StoreMeter.Failed(StoreName, began);
            CommitFailed(failure, batch.Count);
            if (_session?.Recover(failure) == false)
                Discard();
            foreach (var writes in batch)
                writes.Fail(failure);
            return;
        }

        StoreMeter.Committed(StoreName, batch.Sum(writes => writes.Count), began);
        foreach (var writes in batch)
            writes.Succeed();
    }

    private static void Apply(PendingWrites writes, SqliteWriteSession session)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            if (!writes.IsRefused(i))
                writes.Set(i, session.Apply(writes.Writes[i]));
        }
    }

    private void Discard()
    {
        try
        {
            _session?.Dispose();
        }
        catch (Exception e)
        {
            DisposeFailed(e);
        }

        _session = null;
    }
}
