using System.Diagnostics;

namespace Tenantry.Persistence;

/// <summary>
/// Makes every call of a store a span of the trace in which it was called. Around any store, and only while somebody collects
/// traces. Spans name the kind of record and never its key, which can be an email address.
/// </summary>
internal sealed class TracedRecordStore(IRecordStore inner) : IRecordStore, IPreparedStore
{
    private static readonly ActivitySource Source = new(TelemetrySource.Name);

    public Task Prepare(CancellationToken cancellation) => inner is IPreparedStore store ? store.Prepare(cancellation) : Task.CompletedTask;

    public Task<StoredRecord?> Read(RecordKey key, CancellationToken cancellation = default)
        => In("read", key.Partition, () => inner.Read(key, cancellation));

    public Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation = default)
        => In("write", writes.Count > 0 ? writes[0].Key.Partition : "", () => inner.Write(writes, cancellation));

    public Task<IReadOnlyList<StoredRecord>> ReadPartition(
        string partition, string? after, int limit, bool descending = false, CancellationToken cancellation = default)
        => In("read_partition", partition, () => inner.ReadPartition(partition, after, limit, descending, cancellation));

    public Task<IReadOnlyList<DueAlarm>> FindDueAlarms(
        AlarmShard shard, DateTimeOffset now, DueAlarm? after, int limit, CancellationToken cancellation = default)
        => In("find_due_alarms", "", () => inner.FindDueAlarms(shard, now, after, limit, cancellation));

    public IAsyncEnumerable<StoredRecord> Scan(CancellationToken cancellation = default) => inner.Scan(cancellation);

    private static async Task<T> In<T>(string operation, string partition, Func<Task<T>> call)
    {
        var kind = partition.Split('/')[0];
        using var span = Source.StartActivity(kind.Length == 0 ? operation : $"{operation} {kind}", ActivityKind.Client);
        span?.SetTag("db.operation.name", operation);
        span?.SetTag("db.collection.name", kind);
        try
        {
            return await call();
        }
        catch (Exception exception)
        {
            span?.SetTag("error.type", exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
