using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

/// <summary>What the database does not take.</summary>
public sealed class PostgresRefusalTests : IAsyncLifetime
{
    private string _database = null!;
    private PostgresRecordStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SharedPostgres.Database();
        _store = new PostgresRecordStore(new PostgresSettings(_database), NullLogger<PostgresRecordStore>.Instance);
        await _store.Prepare(Stop);
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_record_that_the_database_refuses_fails_alone()
    {
        await PostgresServer.Execute(_database, """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
            CREATE TRIGGER refusal BEFORE INSERT ON records FOR EACH ROW WHEN (NEW.partition = 'refused') EXECUTE FUNCTION refuse();
            """);

        var outcomes = await _store.Write([Insertion("a"), Insertion("refused"), Insertion("b")], Stop);

        Assert.Equal([WriteStatus.Written, WriteStatus.Refused, WriteStatus.Written], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("not this one", outcomes[1].Reason);
        Assert.NotNull(await _store.Read(new RecordKey("b", ""), Stop));
    }

    [Fact]
    public async Task A_record_that_is_refused_only_at_the_commit_fails_alone()
    {
        await PostgresServer.Execute(_database, """
            CREATE TABLE parent (id int PRIMARY KEY);
            CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO child VALUES (1); RETURN NEW; END $$;
            CREATE TRIGGER poison BEFORE INSERT ON records FOR EACH ROW WHEN (NEW.partition = 'poison') EXECUTE FUNCTION poison();
            """);

        var calls = Enumerable.Range(0, 50).Select(i => _store.Write(Insertion(i == 25 ? "poison" : $"{i}"), Stop)).ToArray();

        for (var i = 0; i < calls.Length; i++)
            Assert.Equal(i == 25 ? WriteStatus.Refused : WriteStatus.Written, (await calls[i]).Status);
        Assert.Null(await _store.Read(new RecordKey("poison", ""), Stop));
    }

    [Fact]
    public async Task A_table_that_is_lost_is_unavailable_until_it_is_back()
    {
        await _store.Write(Insertion("a"), Stop);
        await PostgresServer.Execute(_database, "ALTER TABLE records RENAME TO lost");

        await Unavailable(() => _store.Write(Insertion("b"), Stop));
        await Unavailable(() => _store.Write(Insertion("b"), Stop));
        await Unavailable(() => _store.Read(new RecordKey("a", ""), Stop));
        await Unavailable(() => _store.ReadPartition("a", null, 1, cancellation: Stop));
        await Unavailable(() => _store.FindDueAlarms(new AlarmShard(0, 1), DateTimeOffset.MaxValue, null, 1, Stop));
        await Unavailable(async () => await _store.Scan(Stop).GetAsyncEnumerator(Stop).MoveNextAsync());

        await PostgresServer.Execute(_database, "ALTER TABLE lost RENAME TO records");
        Assert.NotNull(await _store.Read(new RecordKey("a", ""), Stop));
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("b"), Stop)).Status);
    }

    [Fact]
    public async Task What_is_unavailable_is_so_to_a_caller_in_another_process()
    {
        await PostgresServer.Execute(_database, "ALTER TABLE records RENAME TO lost");
        await using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        foreach (var call in (Func<Task>[])[() => _store.Read(new RecordKey("a", ""), Stop), () => _store.Write(Insertion("a"), Stop)])
        {
            var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(await Unavailable(call)));

            Assert.IsType<StoreUnavailableException>(arrived);
            Assert.Contains("relation \"records\" does not exist", arrived.Message, StringComparison.Ordinal);
        }
    }

    private static Task<StoreUnavailableException> Unavailable(Func<Task> call)
        => Assert.ThrowsAsync<StoreUnavailableException>(call);

    private static RecordWrite Insertion(string partition) => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes("{}"),
    };
}
