using Npgsql;

namespace Tenantry.Persistence;

/// <summary>The server's process behind a connection.</summary>
/// <param name="Id">Its number, which the operating system may give to another later.</param>
/// <param name="Began">When it began, as the server's clock has it.</param>
internal readonly record struct PostgresBackend(int Id, DateTime Began)
{
    /// <summary>The one behind a connection.</summary>
    public static async Task<PostgresBackend> Of(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new PostgresBackend(reader.GetInt32(0), reader.GetDateTime(1));
    }

    /// <summary>Ends it, and waits until it is gone.</summary>
    /// <exception cref="TimeoutException">It is still there.</exception>
    public async Task End(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "SELECT bool_and(pg_terminate_backend(pid, 1000)) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2",
            connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Began });
        if (await command.ExecuteScalarAsync(stop) is false)
            throw new TimeoutException($"The session {Id} of PostgreSQL does not end.");
    }
}
