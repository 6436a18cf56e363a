using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class SqliteFailureTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRecordStore _store;

    public SqliteFailureTests() => _store = new SqliteRecordStore(_folder.Database, NullLogger<SqliteRecordStore>.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_failed_commit_fails_all_its_waiters_and_the_next_one_succeeds()
    {
        using var other = Connect();
        // A deferred foreign key that nothing satisfies: the statement passes, and COMMIT itself fails.
        Execute(other, """
            CREATE TABLE parent (id INTEGER PRIMARY KEY);
            CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER poison AFTER INSERT ON records WHEN NEW.partition = 'poison'
            BEGIN INSERT INTO child VALUES (1); END;
            """);
        string[] before = [.. Enumerable.Range(0, 50).Select(i => $"before/{i}")];
        string[] after = [.. Enumerable.Range(0, 50).Select(i => $"after/{i}")];
        string[] all = [.. before, "poison", .. after];

        // While the lock is held, everything queues. Whichever of the two commits that follow takes the poison, it takes all
        // that came before it or all that came after it.
        Execute(other, "BEGIN IMMEDIATE");
        var calls = all.Select(partition => _store.Write(Insertion(partition), Stop)).ToArray();
        Execute(other, "ROLLBACK");
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.True(calls.Count(call => call.IsFaulted) > 50);
        Assert.All(calls, call => Assert.True(
            call.IsCompletedSuccessfully || call.Exception!.InnerException is StoreUnavailableException));
        for (var i = 0; i < all.Length; i++)
            Assert.Equal(calls[i].IsFaulted, await _store.Read(new RecordKey(all[i], ""), Stop) is null);

        Execute(other, "DROP TRIGGER poison");
        var outcomes = await Task.WhenAll(all.Where((_, i) => calls[i].IsFaulted).Select(p => _store.Write(Insertion(p), Stop)));
        Assert.All(outcomes, outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
    }

    [Fact]
    public async Task A_record_that_the_database_refuses_fails_alone()
    {
        using var other = Connect();
        Execute(other, """
            CREATE TRIGGER refusal BEFORE INSERT ON records WHEN NEW.partition = 'refused'
            BEGIN SELECT RAISE(ABORT, 'not this one'); END;
            """);

        var outcomes = await _store.Write([Insertion("a"), Insertion("refused"), Insertion("b")], Stop);

        Assert.Equal(
            [WriteStatus.Written, WriteStatus.Refused, WriteStatus.Written], outcomes.Select(outcome => outcome.Status));
        Assert.Contains("not this one", outcomes[1].Reason, StringComparison.Ordinal);
        Assert.NotNull(await _store.Read(new RecordKey("b", ""), Stop));
    }

    [Fact]
    public async Task A_locked_file_is_unavailable_until_it_is_released()
    {
        using var other = Connect();
        Execute(other, "BEGIN IMMEDIATE");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.Write(Insertion("a"), Stop));
        Assert.Null(await _store.Read(new RecordKey("a", ""), Stop));

        Execute(other, "ROLLBACK");
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("a"), Stop)).Status);
    }

    [Fact]
    public async Task A_record_with_which_the_transaction_is_lost_fails_its_whole_batch()
    {
        using var other = Connect();
        Execute(other, """
            CREATE TRIGGER loss BEFORE INSERT ON records WHEN NEW.partition = 'lost'
            BEGIN SELECT RAISE(ROLLBACK, 'everything'); END;
            """);

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _store.Write([Insertion("a"), Insertion("lost"), Insertion("b")], Stop));

        Assert.Null(await _store.Read(new RecordKey("a", ""), Stop));
        Assert.Null(await _store.Read(new RecordKey("b", ""), Stop));
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("a"), Stop)).Status);
    }

    [Fact]
    public async Task A_file_that_breaks_is_unavailable_until_it_is_mended()
    {
        await _store.Write(Insertion("a"), Stop);
        await _store.Read(new RecordKey("a", ""), Stop);
        using var other = Connect();
        Execute(other, "ALTER TABLE records RENAME TO lost");

        await Unavailable(() => _store.Write(Insertion("b"), Stop));
        await Unavailable(() => _store.Write(Insertion("b"), Stop));
        await Unavailable(() => _store.Read(new RecordKey("a", ""), Stop));
        await Unavailable(() => _store.ReadPartition("a", null, 1, cancellation: Stop));
        await Unavailable(() => _store.FindDueAlarms(new AlarmShard(0, 1), DateTimeOffset.MaxValue, null, 1, Stop));
        await Unavailable(async () => await _store.Scan(Stop).GetAsyncEnumerator(Stop).MoveNextAsync());

        Execute(other, "ALTER TABLE lost RENAME TO records");
        Assert.NotNull(await _store.Read(new RecordKey("a", ""), Stop));
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("b"), Stop)).Status);
    }

    private static Task<StoreUnavailableException> Unavailable(Func<Task> call)
        => Assert.ThrowsAsync<StoreUnavailableException>(call);

    private static void Execute(SqliteConnection connection, string sql) => SqliteFile.Execute(connection, sql);

    private static RecordWrite Insertion(string partition) => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes("{}"),
    };

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=false");
        connection.Open();
        return connection;
    }
}
