using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>
/// A log whose items are numbered without gaps. Whatever is queued is stored as one new page, which costs one write however many
/// they are, and the same at any length. Its head carries an alarm for as long as somebody who must know of an item may not, so
/// that nothing is missed when the process dies between.
/// </summary>
internal abstract partial class NumberedLogGrain<TItem>(IRecordStore store, IGrainFactory grains, TimeProvider time, ILogger log)
    : Grain, IFollowedGrain, IWakeableGrain, IDisposable
{
    private const int MostItems = 100;

    // Far below what a record may hold, since a page is larger than what its items weigh.
    private const int MostWeight = 64 * 1024;

    private static readonly TimeSpan UpkeepAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(10);

    private readonly Queue<Pending> _queue = [];
    private readonly SemaphoreSlim _writing = new(1);
    private string? _headEtag;
    private Task _appending = Task.CompletedTask;
    private bool _fenced;

    /// <summary>The number of the last item.</summary>
    protected long Last { get; private set; }

    protected LogHead Head { get; private set; } = new();

    protected string Partition { get; private set; } = "";

    protected IRecordStore Store => store;

    protected IGrainFactory Grains => grains;

    protected ILogger Log => log;

    protected DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Partition = RecordKey.Of(this.GetGrainId()).Partition;
        // The head comes before all pages, so a log that has neither, as that of a new tenant, is known by one read.
        var newest = await store.ReadPartition(Partition, null, limit: 1, descending: true, cancellationToken);
        if (newest.Count > 0 && (newest[0].Key.Key == LogPages.BeforeAll ? newest[0] : await store.Read(HeadKey, cancellationToken)) is { } head)
        {
            Head = GrainJson.Read<LogHead>(head.Body);
            _headEtag = head.Etag;
        }

        Last = Math.Max(await LoadLast(newest is [{ Key.Key: not LogPages.BeforeAll } page] ? page : null), Head.Told);
        _announced = Head.Told;
        if (_announced < Last)
            Announce();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        SendWaitersAway();
        return Task.CompletedTask;
    }

    public async Task Wake()
    {
        // What failed just now is repeated by its own timer.
        if (Head.TellBy <= Now && _settle is null)
            await Settle();
        if (Head.UpkeepAt <= Now)
            await UpkeepOrLater();
    }

    public void Dispose()
    {
        _writing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stores the items, in order; the task ends when they are durable. Interleaves, so that what arrives during a write is gathered into the next one.</summary>
    protected Task Enqueue(ImmutableArray<TItem> items)
    {
        var pending = new Pending(items, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Enqueue(pending);
        if (_appending.IsCompleted)
            _appending = AppendQueued();
        return pending.Done.Task;
    }

    /// <summary>Reads what the log has to know to go on; answers the number of its last item, 0 when there is none.</summary>
    /// <param name="newest">The last page; null when there is none.</param>
    protected abstract Task<long> LoadLast(StoredRecord? newest);

    /// <summary>Makes the next page; null when none of the items is new. Changes nothing that a failed write would make wrong.</summary>
    protected abstract Task<Page?> Link(IEnumerable<TItem> items);

    /// <summary>About how many characters an item brings beside what all have.</summary>
    protected virtual int WeightOf(TItem item) => 0;

    /// <summary>Called when <see cref="LogHead.UpkeepAt"/> has passed.</summary>
    protected virtual Task Upkeep() => Task.CompletedTask;

    /// <summary>When the next upkeep is due, if one is; asked after an upkeep.</summary>
    protected virtual DateTimeOffset? NextUpkeep() => null;

    /// <summary>When an upkeep is due at the latest because something is appended now, if one is.</summary>
    protected virtual DateTimeOffset? UpkeepAfterAppend() => null;

    /// <summary>Changes the head, one change after the other.</summary>
    protected async Task WriteHead(Func<LogHead, LogHead> change)
    {
        await _writing.WaitAsync();
        try
        {
            ThrowIfFenced();
            var next = change(Head);
            if (next == Head)
                return;
            var write = HeadWrite(next);
            var outcome = await store.Write(write);
            if (outcome.Status != WriteStatus.Written)
                throw new StoreUnavailableException($"The log's head could not be written: {outcome.Status} {outcome.Reason}");
            (Head, _headEtag) = (next, write.WriteId);
        }
        catch
        {
            Fence();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs while nothing is appended and the head does not change.</summary>
    protected async Task Alone(Func<Task> work)
    {
        await _writing.WaitAsync();
        try
        {
            ThrowIfFenced();
            await work();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task UpkeepOrLater()
    {
        try
        {
            await Upkeep();
        }
        catch
        {
            await WriteHead(head => head with { UpkeepAt = Now + UpkeepAgainAfter });
            throw;
        }

        await WriteHead(head => head with { UpkeepAt = NextUpkeep() });
    }

    private RecordKey HeadKey => new(Partition, LogPages.BeforeAll);

    private RecordWrite HeadWrite(LogHead head) => new()
    {
        Key = HeadKey,
        Expected = _headEtag,
        WriteId = RecordWrite.NewWriteId(),
        Body = GrainJson.ToBytes(head),
        Alarm = head.Due(),
    };

    private async Task AppendQueued()
    {
        while (_queue.Count > 0)
        {
            await _writing.WaitAsync();
            var batch = TakeBatch();
            try
            {
                ThrowIfFenced();
                await StoreBatch(batch);
                foreach (var pending in batch)
                    pending.Done.SetResult();
            }
            catch (Exception exception)
            {
                // Whether the page was written is unknown, so nothing is appended to what this activation believes is the end.
                Fence();
                foreach (var pending in batch)
                    pending.Done.SetException(exception);
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    private List<Pending> TakeBatch()
    {
        var batch = new List<Pending>();
        var (items, weight) = (0, 0);
        while (_queue.TryPeek(out var next) && (batch.Count == 0 || (items + next.Items.Length <= MostItems && weight <= MostWeight)))
        {
            items += next.Items.Length;
            foreach (var item in next.Items)
                weight += WeightOf(item);
            batch.Add(_queue.Dequeue());
        }

        return batch;
    }

    private async Task StoreBatch(List<Pending> batch)
    {
        var page = await Link(batch.SelectMany(pending => pending.Items));
        var writes = new List<RecordWrite>();
        if (page is not null)
        {
            writes.Add(new RecordWrite
            {
                Key = new RecordKey(Partition, LogPages.KeyOf(Last + 1)),
                WriteId = RecordWrite.NewWriteId(),
                Body = page.Body,
            });
        }

        // Before anybody hears that the items are stored, it is sure that whoever must know of them will.
        var head = Head.TellBy is null && (page?.Last ?? Last) > Head.Told ? Head with { TellBy = Now + TellWithin } : Head;
        if (page is not null && UpkeepAfterAppend() is { } upkeep && (head.UpkeepAt is null || upkeep < head.UpkeepAt))
            head = head with { UpkeepAt = upkeep };
        if (head != Head)
            writes.Add(HeadWrite(head));
        if (writes.Count == 0)
            return;

        var outcomes = await store.Write(writes);
        if (outcomes.FirstOrDefault(outcome => outcome.Status != WriteStatus.Written) is { Status: not WriteStatus.Written } failed)
            throw new StoreUnavailableException($"The log could not be extended: {failed.Status} {failed.Reason}");

        if (head != Head)
            (Head, _headEtag) = (head, writes[^1].WriteId);
        if (page is null)
            return;

        Last = page.Last;
        page.Stored();
        SendWaitersAway(Last);

        Announce();
    }

    private void ThrowIfFenced()
    {
        if (_fenced)
            throw new StoreUnavailableException("The log is being reloaded.");
    }

    private void Fence()
    {
        _fenced = true;
        // The activation ends when nobody waits in it any more.
        SendWaitersAway();
        DeactivateOnIdle();
    }

    /// <summary>A page to be stored.</summary>
    /// <param name="Body">What is written.</param>
    /// <param name="Last">The number of its last item.</param>
    /// <param name="Stored">Called when it is durable.</param>
    protected sealed record Page(ReadOnlyMemory<byte> Body, long Last, Action Stored);

    private sealed record Pending(ImmutableArray<TItem> Items, TaskCompletionSource Done);

}
