using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class StoreMeterTests : IDisposable
{
    // So many at once writes no other test.
    private const int Writes = 137;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-meter-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_commit_is_measured_with_the_number_of_its_writes()
    {
        var sizes = new ConcurrentBag<(int, object?)>();
        var outcomes = new ConcurrentBag<(string?, object?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("tenantry.store.commit.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, size, tags, _) => sizes.Add((size, tags[0].Value)));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => outcomes.Add((instrument.Unit, tags[1].Value)));
        listener.Start();

        await using var store = new SqliteRecordStore(Path.Combine(_folder.FullName, "records.db"), NullLogger<SqliteRecordStore>.Instance);
        await store.Write([.. Enumerable.Range(0, Writes).Select(number => new RecordWrite
        {
            Key = new RecordKey("measured", $"{number}"),
            WriteId = RecordWrite.NewWriteId(),
            Body = "{}"u8.ToArray(),
        })], TestContext.Current.CancellationToken);

        Assert.Contains((Writes, (object?)"sqlite"), sizes);
        Assert.Contains(("s", (object?)"committed"), outcomes);
    }
}
