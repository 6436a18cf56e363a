using System.Text;

namespace Tenantry.Persistence.Tests;

/// <summary>
/// What every store must do. A store's tests inherit this; all its tests may share one database, so each keeps to a
/// partition of its own and tolerates the records of others.
/// </summary>
public abstract partial class RecordStoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _partition = $"test/{Guid.NewGuid():N}";

    protected IRecordStore Store { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await Open();

    public async ValueTask DisposeAsync()
    {
        await Close(Store);
        await CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the test's database; again, after it was closed, with all that was in it.</summary>
    protected abstract Task<IRecordStore> Open();

    protected abstract ValueTask CleanUp();

    private static async ValueTask Close(IRecordStore store) => await ((IAsyncDisposable)store).DisposeAsync();

    private static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);

    private static string Text(StoredRecord? record) => Encoding.UTF8.GetString(record!.Body.Span);

    private RecordKey Key(string key = "") => new(_partition, key);

    private RecordWrite Insertion(string key, string json = "{}", DateTimeOffset? alarm = null) => new()
    {
        Key = Key(key),
        WriteId = RecordWrite.NewWriteId(),
        Body = Json(json),
        Alarm = alarm,
    };

    private RecordWrite Update(string key, string? etag, string json = "{}", DateTimeOffset? alarm = null)
        => Insertion(key, json, alarm) with { Expected = etag };

    private RecordWrite Deletion(string key, string? etag) => new()
    {
        Key = Key(key),
        Expected = etag,
        WriteId = RecordWrite.NewWriteId(),
    };

    /// <summary>Writes and insists that it was done.</summary>
    private async Task<string?> Done(RecordWrite write)
    {
        var outcome = await Store.Write(write, Stop);
        Assert.Equal(WriteStatus.Written, outcome.Status);
        return outcome.Etag;
    }
}
