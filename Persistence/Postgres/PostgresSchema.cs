using Npgsql;

namespace Tenantry.Persistence;

/// <summary>The tables of this program, and how they came to be what they are.</summary>
internal static partial class PostgresSchema
{
    // The first that can be told to wait until a session has ended.
    private const int OldestServer = 14;

    // Any number, so long as no other program locks it in the same database.
    private const long Lock = 0x54656E616E747279;

    // Each brings the schema from the version before it to its own, which is its place in the list. Never changed once released:
    // databases that have it will not run it again.
    public static readonly string[] Migrations = [Records, Membership];

    /// <summary>The schema this program writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Makes the tables if there are none, or brings them up to date; one process at a time.</summary>
    /// <exception cref="InvalidOperationException">
    /// A newer program made them, the database is something else, or it does not let this program in.
    /// </exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task Prepare(NpgsqlDataSource source, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await PostgresHealth.Within(
                PostgresHealth.Limit, async stop => await source.OpenConnectionAsync(stop), cancellation);
            await Prepare(connection, cancellation);
        }
        catch (PostgresException e) when (e.SqlState is ['2', '8', ..] or "3D000" or "42501")
        {
            throw new InvalidOperationException($"PostgreSQL refuses this program: {e.MessageText}.", e);
        }
    }

    private static async Task Prepare(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Making an index on a large table takes its time, and so does waiting for another process that makes it.
        await Execute(connection, "SET LOCAL statement_timeout = 0", cancellation);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellation);

        var name = connection.Database;
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new InvalidOperationException($"PostgreSQL {connection.PostgreSqlVersion} is too old; {OldestServer} or later is needed.");
        if (await Scalar(connection, "SHOW server_encoding", cancellation) is not "UTF8" and var encoding)
            throw new InvalidOperationException($"The database {name} has the encoding {encoding}; it must have UTF8.");

        var version = await Stored(connection, cancellation);
        if (version > Version)
        {
            throw new InvalidOperationException(
                $"The database {name} has schema version {version}; this program knows none after {Version}. A newer one made it.");
        }

        if (version == 0 && await Scalar(connection, StrangersSql, cancellation) is true)
            throw new InvalidOperationException($"The database {name} holds tables, but not this program's.");

        for (var next = version; next < Version; next++)
        {
            await Execute(connection, Migrations[next], cancellation);
            await Execute(connection, $"INSERT INTO tenantry_schema (version) VALUES ({next + 1})", cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    // What extensions keep in the schema is nobody's data.
    private const string StrangersSql = """
        SELECT EXISTS (
            SELECT FROM pg_class AS c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e'))
        """;

    private static async Task<int> Stored(NpgsqlConnection connection, CancellationToken cancellation)
        => await Scalar(connection, "SELECT to_regclass('tenantry_schema') IS NOT NULL", cancellation) is true
            ? (int)(await Scalar(connection, "SELECT coalesce(max(version), 0) FROM tenantry_schema", cancellation))!
            : 0;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
