using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Tenantry.Grains.Tests;

/// <summary>A grain that follows a log, whose name is its key, and reads all of it.</summary>
[Alias("IFollowerGrain")]
internal interface IFollowerGrain : IEventFollowerGrain;

/// <summary>Its cursor is its record, whose alarm is set while there is more to read; what it read is kept for the tests.</summary>
[GrainType("test-follower")]
internal sealed class FollowerGrain(IRecordStore store, TimeProvider time) : Grain, IFollowerGrain, IWakeableGrain, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private string? _etag;
    private long _cursor;

    /// <summary>The sequence numbers that were read, per log, in order.</summary>
    public static ConcurrentDictionary<string, ConcurrentQueue<long>> Read { get; } = new();

    /// <summary>How long after an event its log's follower heard of it.</summary>
    public static ConcurrentQueue<TimeSpan> Delays { get; } = new();

    private LogId Log => new(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await store.Read(RecordKey.Of(this.GetGrainId()), cancellationToken) is not { } record)
            return;
        _etag = record.Etag;
        _cursor = long.Parse(Encoding.UTF8.GetString(record.Body.Span), CultureInfo.InvariantCulture);
    }

    public Task Reach(long last) => OneByOne(async () =>
    {
        if (last <= _cursor)
            return;
        await Write(time.GetUtcNow() + Patience);
        _ = CatchUp();
    });

    public Task Wake() => CatchUp();

    public void Dispose() => _turn.Dispose();

    private Task CatchUp() => OneByOne(async () =>
    {
        await foreach (var logged in LogPages.Events(store, Log, _cursor))
        {
            Read.GetOrAdd(Log.Value, _ => new()).Enqueue(logged.Sequence);
            Delays.Enqueue(time.GetUtcNow() - logged.Event.OccurredAt);
            _cursor = logged.Sequence;
        }

        await Write(null);
    });

    private async Task Write(DateTimeOffset? alarm)
    {
        var write = new RecordWrite
        {
            Key = RecordKey.Of(this.GetGrainId()),
            Expected = _etag,
            WriteId = RecordWrite.NewWriteId(),
            Body = Encoding.UTF8.GetBytes(_cursor.ToString(CultureInfo.InvariantCulture)),
            Alarm = alarm,
        };
        if ((await store.Write(write)).Status != WriteStatus.Written)
        {
            DeactivateOnIdle();
            throw new StoreUnavailableException("Another activation has written.");
        }

        _etag = write.WriteId;
    }

    private async Task OneByOne(Func<Task> work)
    {
        await _turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
