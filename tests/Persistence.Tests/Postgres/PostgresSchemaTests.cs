using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Tests;

namespace Tenantry.Persistence.Tests;

public sealed class PostgresSchemaTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_programs_that_start_at_once_make_the_tables_once()
    {
        var database = await SharedPostgres.Database();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Prepare(database), Stop)));

        Assert.Equal((long)PostgresSchema.Version, await PostgresServer.Execute(database, "SELECT count(*) FROM tenantry_schema"));
        await Prepare(database);
    }

    [Fact]
    public async Task An_older_programs_tables_are_brought_up_to_date_with_what_is_in_them()
    {
        var database = await SharedPostgres.Database();
        await PostgresServer.Execute(database, PostgresSchema.Migrations[0]);
        await PostgresServer.Execute(database, """
            INSERT INTO tenantry_schema (version) VALUES (1);
            INSERT INTO records VALUES ('old', '', 'etag', NULL, 0, '{}');
            """);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Prepare(database), Stop)));

        Assert.Equal(PostgresSchema.Version, await PostgresServer.Execute(database, "SELECT max(version) FROM tenantry_schema"));
        await using var store = Open(database);
        Assert.Equal("etag", (await store.Read(new RecordKey("old", ""), Stop))!.Etag);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        var database = await SharedPostgres.Database();
        await Prepare(database);
        await PostgresServer.Execute(database, "INSERT INTO tenantry_schema (version) VALUES (999)");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Prepare(database));

        Assert.EndsWith(
            $"has schema version 999; this program knows none after {PostgresSchema.Version}. A newer one made it.",
            refusal.Message, StringComparison.Ordinal);
        Assert.Equal(999, await PostgresServer.Execute(database, "SELECT max(version) FROM tenantry_schema"));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        var database = await SharedPostgres.Database();
        await PostgresServer.Execute(database, "CREATE TABLE songs (title text)");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Prepare(database));

        Assert.EndsWith("holds tables, but not this program's.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await PostgresServer.Execute(
            database, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"));
    }

    [Fact]
    public async Task A_schema_of_its_own_may_lie_beside_another_programs()
    {
        var database = await SharedPostgres.Database();
        await PostgresServer.Execute(database, "CREATE TABLE songs (title text); CREATE SCHEMA control");

        await Prepare($"{database};Search Path=control");

        Assert.Equal("control", await PostgresServer.Execute(
            database, "SELECT nspname::text FROM pg_class JOIN pg_namespace AS n ON relnamespace = n.oid WHERE relname = 'records'"));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused_with_one_line()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Prepare((await SharedPostgres.Database()).Replace("Database=", "Database=no_", StringComparison.Ordinal)));

        Assert.Matches("^PostgreSQL refuses this program: database \"no_test_[0-9]+\" does not exist\\.$", refusal.Message);
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_refused_with_one_line()
    {
        var database = await SharedPostgres.Database();
        var role = $"reader_{Guid.NewGuid():N}";
        await PostgresServer.Execute(database, $"CREATE ROLE {role} LOGIN");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Prepare(database.Replace("Username=postgres", $"Username={role}", StringComparison.Ordinal)));

        Assert.Equal("PostgreSQL refuses this program: permission denied for schema public.", refusal.Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
        => await Assert.ThrowsAsync<StoreUnavailableException>(() => Prepare("Host=127.0.0.1;Port=1;Username=postgres"));

    [Theory]
    [InlineData("Host=localhost;Colour=green", 4)]
    [InlineData("Username=postgres", 4)]
    [InlineData("Host=localhost;Port=many", 4)]
    [InlineData("Host=localhost", 0)]
    public void A_wrong_setting_is_refused_before_anything_is_asked(string connectionString, int connections)
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => new PostgresRecordStore(new PostgresSettings(connectionString, connections), NullLogger<PostgresRecordStore>.Instance));

        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static PostgresRecordStore Open(string database)
        => new(new PostgresSettings(database), NullLogger<PostgresRecordStore>.Instance);

    private static async Task Prepare(string database)
    {
        await using var store = Open(database);
        await store.Prepare(Stop);
    }
}
