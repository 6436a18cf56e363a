using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class SqliteRecordStoreTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRecordStore _store;

    public SqliteRecordStoreTests() => _store = Open();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_write_withdrawn_while_it_queues_is_not_carried_out()
    {
        using var other = Connect();
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        // The first call fills a whole commit, which waits for the lock, so the second is still in the queue.
        Execute(other, "BEGIN IMMEDIATE");
        var waiting = _store.Write([.. Enumerable.Range(0, 512).Select(i => Insertion($"{i}"))], Stop);
        var withdrawn = _store.Write([Insertion("withdrawn")], impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        Execute(other, "ROLLBACK");

        Assert.All(await waiting, outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
        await _store.Write(Insertion("next"), Stop);
        Assert.Null(await _store.Read(new RecordKey("withdrawn", ""), Stop));
    }

    [Fact]
    public async Task Closing_carries_out_what_is_queued()
    {
        var calls = Enumerable.Range(0, 2000).Select(i => _store.Write(Insertion($"{i}"), Stop)).ToArray();

        await _store.DisposeAsync();

        Assert.All(await Task.WhenAll(calls), outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
        Assert.False(File.Exists(_folder.Database + "-wal"));
        await using var again = Open();
        Assert.NotNull(await again.Read(new RecordKey("1999", ""), Stop));
    }

    [Fact]
    public async Task Two_stores_on_one_file_lose_nothing()
    {
        await using var other = Open();
        await _store.Write(Insertion("shared", body: "0"), Stop);

        await Task.WhenAll(new[] { _store, other, _store, other }.Select(store => Task.Run(() => CountUp(store, 200), Stop)));

        var record = await _store.Read(new RecordKey("shared", ""), Stop);
        Assert.Equal("800", Encoding.UTF8.GetString(record!.Body.Span));
        using var connection = Connect();
        Assert.Equal("ok", Scalar(connection, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_body_is_readable_text_in_the_file()
    {
        await _store.Write(Insertion("a", body: """{"name":"Ångström"}"""), Stop);

        using var connection = Connect();

        Assert.Equal("text", Scalar(connection, "SELECT typeof(body) FROM records"));
        Assert.Equal("Ångström", Scalar(connection, "SELECT body ->> 'name' FROM records WHERE partition = 'a' AND key = ''"));
    }

    [Fact]
    public async Task Due_alarms_are_found_without_reading_the_table()
    {
        await _store.Write(Insertion("a"), Stop);
        using var connection = Connect();

        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {SqliteReadSession.DueAlarmsSql}";
        foreach (var name in new[] { "$now", "$alarm", "$partition", "$key", "$count", "$index", "$limit" })
            command.Parameters.AddWithValue(name, 1);
        using var plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains("USING COVERING INDEX records_by_alarm", plan.GetString(3), StringComparison.Ordinal);
        Assert.False(plan.Read());
    }

    private static RecordWrite Insertion(string partition, string body = "{}") => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static async Task CountUp(SqliteRecordStore store, int times)
    {
        while (times > 0)
        {
            var record = await store.Read(new RecordKey("shared", ""), Stop);
            var next = int.Parse(record!.Body.Span, null) + 1;
            var outcome = await store.Write(Insertion("shared", $"{next}") with { Expected = record.Etag }, Stop);
            if (outcome.Status == WriteStatus.Written)
                times--;
        }
    }

    private static void Execute(SqliteConnection connection, string sql) => SqliteFile.Execute(connection, sql);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteRecordStore Open() => new(_folder.Database, NullLogger<SqliteRecordStore>.Instance);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=false");
        connection.Open();
        return connection;
    }
}
