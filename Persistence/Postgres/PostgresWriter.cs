using Microsoft.Extensions.Logging;
using Npgsql;

namespace Tenantry.Persistence;

/// <summary>
/// What writes. It commits whatever has queued up while the last commit was under way in one transaction, so the more callers
/// there are, the less each costs. When many wait, or one waits for long, further connections help.
/// </summary>
internal sealed partial class PostgresWriter(
    NpgsqlDataSource source, PostgresHealth health, int lanes, ILogger logger) : IAsyncDisposable
{
    private const string StoreName = "postgres";
    private const int MaxWritesPerCommit = 512;
    private const int MaxBytesPerCommit = 4_000_000;

    // Fewer are cheaper in the next transaction of the connection that is at work.
    private const int WaitingThatCallForHelp = 64;

    private static readonly TimeSpan LongCommit = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<PendingWrites> _queue = new();
    private readonly Stack<PostgresLane> _idle = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private int _working;
    private long _lastTaken;
    private bool _closed;

    private bool NeedsAnother => _working == 0 || (_working < lanes
        && (_waiting >= WaitingThatCallForHelp * _working || TimeProvider.System.GetElapsedTime(_lastTaken) > LongCommit));

    /// <summary>False when the writer is closed.</summary>
    public bool TryEnqueue(PendingWrites writes)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _queue.Enqueue(writes);
            _waiting += writes.Count;
            if (!NeedsAnother)
                return true;
            _working++;
        }

        // Not on the caller's scheduler, which is a grain's.
        _ = Task.Run(Run);
        return true;
    }

    /// <summary>Takes no more writes, and commits those that are queued.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_working == 0)
                _ended.TrySetResult();
        }

        await _ended.Task;
        while (_idle.TryPop(out var lane))
            await Discard(lane);
    }

    private async Task Run()
    {
        PostgresLane? lane = null;
        while (Take(lane) is { } batch)
        {
            lane ??= Lane();
            if (!await Commit(batch, lane))
                lane = null;
        }
    }

    private PostgresLane Lane()
    {
        lock (_gate)
            return _idle.TryPop(out var lane) ? lane : new PostgresLane(source);
    }

    /// <summary>The next batch; null, and the lane put by, when nothing is queued.</summary>
    private PostgresBatch? Take(PostgresLane? lane)
    {
        lock (_gate)
        {
            var batch = new PostgresBatch();
            while (batch.Count < MaxWritesPerCommit && batch.Bytes < MaxBytesPerCommit && _queue.TryDequeue(out var writes))
            {
                _waiting -= writes.Count;
                if (!writes.Withdrawn)
                    batch.Add(writes);
            }

            _lastTaken = TimeProvider.System.GetTimestamp();
            if (batch.Calls > 0)
                return batch;
            if (lane is not null)
                _idle.Push(lane);
            if (--_working == 0 && _closed)
                _ended.TrySetResult();
            return null;
        }
    }

    // Whatever is thrown, every waiter must hear of it and the loop must live. True if the lane can be used again.
    private async Task<bool> Commit(PostgresBatch batch, PostgresLane lane)
    {
        var began = StoreMeter.Begin();
        Task<bool>? work = null;
        try
        {
            health.ThrowIfSilent();
            // Their callers wait from when they came.
            var rest = PostgresHealth.Limit - TimeProvider.System.GetElapsedTime(batch.Oldest);
            if (rest <= TimeSpan.Zero)
                throw new TimeoutException("PostgreSQL did not come to it in time.");
            if (batch.Slots.Count > 0)
                await PostgresHealth.Within(rest, stop => work = lane.CarryOut(batch, stop), CancellationToken.None);
        }
        catch (Exception failure)
        {
            if (work is null)
            {
                // Nothing was tried.
                batch.Fail(failure);
                return true;
            }

            StoreMeter.Failed(StoreName, began);
            CommitFailed(failure, batch.Calls);
            if (failure.IsSilence)
                health.Silence(lane.Asked);
            batch.Fail(failure.Unavailable("commit"));
            _ = DiscardAfter(work, lane);
            return false;
        }

        StoreMeter.Committed(StoreName, batch.Count, began);
        batch.Succeed();
        return true;
    }

    private async Task DiscardAfter(Task work, PostgresLane lane)
    {
        // What failed is known; that it has ended is all that matters here.
        await work.ContinueWith(_ => { }, TaskScheduler.Default);
        await Discard(lane);
    }

    private async Task Discard(PostgresLane lane)
    {
        try
        {
            await lane.DisposeAsync();
        }
        catch (Exception e) when (e.IsOfTheDatabase)
        {
            DisposeFailed(e);
        }
    }
}
