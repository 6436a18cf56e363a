using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

/// <summary>Each has a server of its own, to do to it what it likes.</summary>
public sealed class PostgresFailureTests : IAsyncLifetime
{
    // What a caller is promised, 503 within 5 s, less what else a request does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.9);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(0.5);

    private PostgresServer _server = null!;
    private string _database = null!;
    private PostgresRecordStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.Start(durable: true);
        _database = await _server.Database();
        _store = new PostgresRecordStore(new PostgresSettings(_database), NullLogger<PostgresRecordStore>.Instance);
        await _store.Prepare(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_restarted_server_is_used_as_if_nothing_had_been()
    {
        var etag = (await _store.Write(Insertion("a"), Stop)).Etag;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _store.Read(new RecordKey("a", ""), Stop)));

        await _server.Stop();
        await Unavailable(AtOnce, () => _store.Read(new RecordKey("a", ""), Stop));
        await Unavailable(AtOnce, () => _store.Write(Insertion("b"), Stop));
        await _server.Start();

        Assert.Equal(etag, (await _store.Read(new RecordKey("a", ""), Stop))!.Etag);
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("b"), Stop)).Status);

        // Nothing fails either when it comes back before anybody asks: broken connections are found out and replaced.
        await _server.Stop();
        await _server.Start();
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("c"), Stop)).Status);
        Assert.NotNull(await _store.Read(new RecordKey("c", ""), Stop));
    }

    [Fact]
    public async Task A_server_that_stands_still_is_unavailable_in_time_and_then_at_once()
    {
        await _store.Write(Insertion("a"), Stop);
        await _server.Pause();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Unavailable(Patience, () => Any(i)), Stop)));
        for (var i = 0; i < 6; i++)
            await Unavailable(AtOnce, () => Any(i));

        await _server.Resume();
        await Eventually.True(Answers);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(Any));
    }

    [Fact]
    public async Task A_write_that_failed_takes_no_effect_once_the_store_answers_again()
    {
        await _store.Write(Insertion("first"), Stop);
        var session = (int)(await PostgresServer.Execute(
            _database, "SELECT pid FROM pg_stat_activity WHERE query LIKE '%write_records%' AND pid <> pg_backend_pid()"))!;

        // The write reaches the session's socket, and lies there.
        await PostgresServer.SignalSession("STOP", session);
        await Unavailable(Patience, () => _store.Write(Insertion("late"), Stop));
        // It is told to end, but cannot; so long, nothing is answered that it might make untrue.
        await Eventually.True(async () => await PostgresServer.Execute(
            _database, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_terminate%' AND state = 'active' AND pid <> pg_backend_pid()") is 1L);
        Assert.False(await Answers());
        await PostgresServer.SignalSession("CONT", session);
        await Eventually.True(Answers);

        Assert.Equal(0L, await PostgresServer.Execute(_database, $"SELECT count(*) FROM pg_stat_activity WHERE pid = {session}"));
        Assert.Null(await _store.Read(new RecordKey("late", ""), Stop));
    }

    [Fact]
    public async Task Writes_that_wait_for_a_lock_are_unavailable_until_it_is_released()
    {
        await _store.Write(Insertion("a"), Stop);
        await using var other = new NpgsqlConnection($"{_database};Pooling=false");
        await other.OpenAsync(Stop);
        await Execute(other, "BEGIN; LOCK TABLE records IN EXCLUSIVE MODE");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Unavailable(Patience, () => _store.Write(Insertion($"{i}"), Stop))));
        await Eventually.True(Answers);

        await Execute(other, "ROLLBACK");
        await Eventually.True(async () => await Done(_store.Write(Insertion($"{Guid.NewGuid()}"), Stop)));
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("b"), Stop)).Status);
    }

    [Fact]
    public async Task Sessions_that_are_ended_in_the_middle_of_commits_lose_nothing()
    {
        const int callers = 16;
        const int updates = 100;
        var counting = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CountUp($"{caller}", updates), Stop)));

        var ended = 0L;
        while (!counting.IsCompleted)
        {
            ended += (long)(await PostgresServer.Execute(
                _database, """
                    SELECT count(pg_terminate_backend(pid)) FROM (
                        SELECT pid FROM pg_stat_activity WHERE application_name = 'tenantry' ORDER BY random() LIMIT 1) AS one
                    """))!;
        }

        await counting;
        Assert.True(ended > 10);
        for (var caller = 0; caller < callers; caller++)
        {
            var record = await _store.Read(new RecordKey($"{caller}", ""), Stop);
            Assert.Equal($"{updates}", Encoding.UTF8.GetString(record!.Body.Span));
        }
    }

    [Fact]
    public async Task Every_acknowledged_write_survives_a_crash_of_the_server()
    {
        var acknowledged = new int[16];
        for (var crash = 0; crash < 3; crash++)
        {
            var counting = Task.WhenAll(Enumerable.Range(0, acknowledged.Length).Select(i => Task.Run(() => CountUntilItFails(i, acknowledged), Stop)));
            var goal = acknowledged.Sum() + 500;
            await Eventually.True(() => Task.FromResult(acknowledged.Sum() > goal));
            await _server.Crash();
            await counting;
            await _server.Start();

            for (var i = 0; i < acknowledged.Length; i++)
            {
                var stored = await Stored($"{i}");
                Assert.InRange(stored, acknowledged[i], acknowledged[i] + 1);
                acknowledged[i] = stored;
            }
        }
    }

    private static RecordWrite Insertion(string partition, string body = "{}") => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static async Task Unavailable(TimeSpan within, Func<Task> call)
    {
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, within);
    }

    private static async Task<bool> Done(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>One of the things a store does.</summary>
    private Task Any(int choice) => (choice % 5) switch
    {
        0 => _store.Write(Insertion($"{Guid.NewGuid()}"), Stop),
        1 => _store.Read(new RecordKey("a", ""), Stop),
        2 => _store.ReadPartition("a", null, 1, cancellation: Stop),
        3 => _store.FindDueAlarms(new AlarmShard(0, 1), DateTimeOffset.MaxValue, null, 1, Stop),
        _ => _store.Scan(Stop).GetAsyncEnumerator(Stop).MoveNextAsync().AsTask(),
    };

    private Task<bool> Answers() => Done(_store.Read(new RecordKey("a", ""), Stop));

    private async Task<int> Stored(string partition)
        => await _store.Read(new RecordKey(partition, ""), Stop) is { } record ? int.Parse(record.Body.Span, null) : 0;

    /// <summary>Counts up so many times, each from what is stored.</summary>
    private async Task CountUp(string partition, int times)
    {
        for (var number = 0; number < times;)
        {
            try
            {
                var record = await _store.Read(new RecordKey(partition, ""), Stop);
                number = record is null ? 0 : int.Parse(record.Body.Span, null);
                if (number < times)
                    await _store.Write(Insertion(partition, $"{number + 1}") with { Expected = record?.Etag }, Stop);
            }
            catch (StoreUnavailableException)
            {
                // What became of it, the next reading tells.
            }
        }
    }

    private async Task CountUntilItFails(int counter, int[] acknowledged)
    {
        try
        {
            var etag = (await _store.Read(new RecordKey($"{counter}", ""), Stop))?.Etag;
            while (true)
            {
                var next = Insertion($"{counter}", $"{acknowledged[counter] + 1}") with { Expected = etag };
                var outcome = await _store.Write(next, Stop);
                Assert.Equal(WriteStatus.Written, outcome.Status);
                etag = outcome.Etag;
                acknowledged[counter]++;
            }
        }
        catch (StoreUnavailableException)
        {
            // The crash.
        }
    }
}
