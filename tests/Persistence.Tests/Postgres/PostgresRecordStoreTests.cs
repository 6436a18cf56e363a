using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

public sealed class PostgresRecordStoreTests : IAsyncLifetime
{
    private string _database = null!;
    private PostgresRecordStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SharedPostgres.Database();
        _store = Open();
        await _store.Prepare(Stop);
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Many_callers_share_a_transaction()
    {
        var before = await Transactions();
        const int callers = 64;
        const int updates = 50;

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            string? etag = null;
            for (var i = 0; i < updates; i++)
                etag = (await _store.Write(Insertion($"{caller}") with { Expected = etag }, Stop)).Etag;
        }, Stop)));

        // What a session has counted is seen when it ends.
        await _store.DisposeAsync();
        await Eventually.True(async () => await Sessions() == 0);
        Assert.InRange(await Transactions() - before, 1, callers * updates / 4);
    }

    [Fact]
    public async Task Batches_of_the_same_records_in_opposite_orders_never_block_each_other()
    {
        await using var other = Open();
        await Task.WhenAll(new[] { _store, other, _store, other }.Select((store, turn) => Task.Run(async () =>
        {
            var keys = Enumerable.Range(0, 100).Select(i => turn % 2 == 0 ? i : 99 - i).ToArray();
            for (var round = 0; round < 20; round++)
            {
                var outcomes = await store.Write([.. keys.Select(key => Insertion($"{key}"))], Stop);
                var known = outcomes.Select(outcome => outcome.Etag).ToArray();
                await store.Write([.. keys.Select((key, i) => Insertion($"{key}") with { Expected = known[i] })], Stop);
            }
        }, Stop)));

        await Task.WhenAll(_store.DisposeAsync().AsTask(), other.DisposeAsync().AsTask());
        await Eventually.True(async () => await Sessions() == 0);
        Assert.Equal(0L, await Scalar("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task A_record_twice_in_one_call_is_written_one_after_the_other()
    {
        var (first, second) = (Insertion("a", "1"), Insertion("a", "2"));
        var third = Insertion("a", "3") with { Expected = first.WriteId };

        var outcomes = await _store.Write([first, second, third, first], Stop);

        Assert.Equal(
            [WriteStatus.Written, WriteStatus.Conflict, WriteStatus.Written, WriteStatus.Conflict], outcomes.Select(outcome => outcome.Status));
        Assert.Equal([first.WriteId, first.WriteId, third.WriteId, third.WriteId], outcomes.Select(outcome => outcome.Etag));
        Assert.Equal("3", Encoding.UTF8.GetString((await _store.Read(new RecordKey("a", ""), Stop))!.Body.Span));
    }

    [Fact]
    public async Task A_write_withdrawn_while_it_queues_is_not_carried_out()
    {
        await using var single = new PostgresRecordStore(new PostgresSettings(_database, 1), NullLogger<PostgresRecordStore>.Instance);
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var other = await Connect();

        await Execute(other, "BEGIN; LOCK TABLE records IN EXCLUSIVE MODE");
        var waiting = single.Write(Insertion("waiting"), Stop);
        await Eventually.True(async () => await Scalar("SELECT count(*) FROM pg_locks WHERE NOT granted") is 1L);
        var withdrawn = single.Write([Insertion("withdrawn")], impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        await Execute(other, "ROLLBACK");

        Assert.Equal(WriteStatus.Written, (await waiting).Status);
        await single.Write(Insertion("next"), Stop);
        Assert.Null(await single.Read(new RecordKey("withdrawn", ""), Stop));
    }

    [Fact]
    public async Task Closing_carries_out_what_is_queued()
    {
        var calls = Enumerable.Range(0, 2000).Select(i => _store.Write(Insertion($"{i}"), Stop)).ToArray();

        await _store.DisposeAsync();

        Assert.All(await Task.WhenAll(calls), outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
        await using var again = Open();
        Assert.NotNull(await again.Read(new RecordKey("1999", ""), Stop));
        await Eventually.True(async () => await Sessions() <= 1);
    }

    [Fact]
    public async Task Two_stores_on_one_database_lose_nothing()
    {
        await using var other = Open();
        await _store.Write(Insertion("shared", body: "0"), Stop);

        await Task.WhenAll(new[] { _store, other, _store, other }.Select(store => Task.Run(() => CountUp(store, 100), Stop)));

        Assert.Equal("400", await Scalar("SELECT body FROM records WHERE partition = 'shared'"));
    }

    [Fact]
    public async Task A_body_is_readable_text_in_the_database()
    {
        await _store.Write(Insertion("a", body: """{"name":"Ångström"}"""), Stop);

        Assert.Equal("Ångström", await Scalar("SELECT body::json ->> 'name' FROM records WHERE partition = 'a' AND key = ''"));
    }

    [Fact]
    public async Task The_longest_keys_are_stored_with_an_alarm_even_if_nothing_can_be_left_out_of_them()
    {
        var random = new Random(6);
        string Noise(int length) => string.Create(length, random, (text, draw) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)draw.Next('!', '~');
        });
        var write = Insertion("") with
        {
            Key = new RecordKey(Noise(RecordLimits.MaxPartitionBytes), Noise(RecordLimits.MaxKeyBytes)),
            Alarm = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(WriteStatus.Written, (await _store.Write(write, Stop)).Status);
    }

    [Fact]
    public async Task Due_alarms_are_found_without_reading_the_table()
    {
        await _store.Write(Insertion("a"), Stop);
        await using var connection = await Connect();

        await using var command = new NpgsqlCommand($"SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off;"
            + $"PREPARE due (bigint, bigint, text, text, int, int, int) AS {PostgresReader.DueAlarmsSql};"
            + "EXPLAIN EXECUTE due (1, 1, '', '', 16, 3, 200)", connection);
        await using var plan = await command.ExecuteReaderAsync(Stop);
        var lines = new List<string>();
        while (await plan.ReadAsync(Stop))
            lines.Add(plan.GetString(0));

        Assert.Contains(lines, line => line.Contains("Index Only Scan using records_by_alarm", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_administrator_set_for_the_database_does_not_weaken_a_commit()
    {
        await Scalar($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(_database).Database} SET synchronous_commit = off");
        await Scalar($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(_database).Database} SET default_transaction_isolation = 'serializable'");
        await using var source = PostgresConnections.Held(new PostgresSettings(_database));
        await using var connection = await source.OpenConnectionAsync(Stop);
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('synchronous_commit') || ', ' || current_setting('transaction_isolation')", connection);

        Assert.Equal("on, read committed", await command.ExecuteScalarAsync(Stop));
    }

    private static RecordWrite Insertion(string partition, string body = "{}") => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static async Task CountUp(PostgresRecordStore store, int times)
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

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private Task<object?> Scalar(string sql) => PostgresServer.Execute(_database, sql);

    private async Task<long> Transactions()
        => (long)(await Scalar("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"))!;

    private async Task<long> Sessions()
        => (long)(await Scalar("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tenantry'"))!;

    private PostgresRecordStore Open() => new(new PostgresSettings(_database), NullLogger<PostgresRecordStore>.Instance);

    private async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection($"{_database};Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }
}
