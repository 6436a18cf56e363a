using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class KilledWriterTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_the_death_of_its_process()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var random = new Random(20260301);

        for (var death = 0; death < 8; death++)
        {
            using var process = CountingProcess.Start(_folder.Database);
            var acknowledged = await process.KillAfter(random.Next(1, 3000), deadline.Token);

            await using var store = new SqliteRecordStore(_folder.Database, NullLogger<SqliteRecordStore>.Instance);
            for (var counter = 0; counter < CountingProcess.Counters; counter++)
            {
                var records = await store.ReadPartition($"counter/{counter}", null, int.MaxValue, cancellation: deadline.Token);
                var numbers = records.Select(record => int.Parse(record.Body.Span, null)).ToArray();
                var stored = numbers.FirstOrDefault();
                Assert.True(stored >= acknowledged.GetValueOrDefault(counter), $"Counter {counter} lost a write.");
                Assert.True(stored <= acknowledged.GetValueOrDefault(counter, stored) + 1, $"Counter {counter} made one up.");
                // The counter and the number's own record were one call, so they are there together.
                Assert.Equal(Enumerable.Range(1, stored), numbers.Skip(1));
            }
        }

        Assert.Equal("ok", IntegrityCheck());
    }

    private string IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
