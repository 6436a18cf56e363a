using Npgsql;

namespace Tenantry.Persistence;

/// <summary>How this program connects to PostgreSQL.</summary>
internal static class PostgresConnections
{
    /// <summary>How many connections read, unless the connection string says otherwise.</summary>
    private const int Readers = 16;

    /// <summary>How many connections serve the cluster's membership, so that it never waits for reads.</summary>
    private const int Members = 4;

    // What an administrator set for the database must not weaken what an acknowledged write means. The server gives up what
    // its caller has given up. Every statement has an index that answers it in order; statistics, which lag behind a table
    // that grows from nothing, must not talk the planner out of it.
    // Said once the session stands: a pooler in between may refuse or forget what is said at its start.
    private const string SessionSettings = """
        SET default_transaction_isolation = 'read committed'; SET synchronous_commit = on; SET statement_timeout = 4000; SET jit = off;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off
        """;

    /// <summary>Connections that are held by whoever opened them.</summary>
    public static NpgsqlDataSource Held(PostgresSettings settings)
    {
        var builder = Parse(settings);
        builder.Pooling = false;
        return Build(builder);
    }

    /// <summary>Connections for one read each.</summary>
    public static NpgsqlDataSource ForReads(PostgresSettings settings) => Pooled(settings, Readers);

    /// <summary>Connections for the cluster's membership.</summary>
    public static NpgsqlDataSource ForMembership(PostgresSettings settings)
    {
        var builder = Parse(settings);
        builder.MaxPoolSize = Members;
        return Build(builder);
    }

    /// <summary>Reads the connection string.</summary>
    /// <exception cref="InvalidOperationException">It is wrong, or the settings are; says how, without the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(PostgresSettings settings)
    {
        if (settings.Connections is < 1 or > 64)
            throw new InvalidOperationException($"PostgreSQL is written through 1 to 64 connections, not {settings.Connections}.");

        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new InvalidOperationException($"The connection string of PostgreSQL cannot be read: {e.Message}", e);
        }

        if (string.IsNullOrEmpty(builder.Host))
            throw new InvalidOperationException("The connection string of PostgreSQL names no host.");

        builder.ApplicationName ??= "tenantry";
        builder.Timeout = (int)PostgresHealth.Limit.TotalSeconds;
        // A last resort: every operation has a stricter limit of its own.
        builder.CommandTimeout = 10;
        builder.TcpKeepAlive = true;
        builder.TcpKeepAliveTime = 5;
        builder.TcpKeepAliveInterval = 1;
        builder.Enlist = false;
        // No session changes what a next user of its connection would have to reset.
        builder.NoResetOnClose = true;
        builder.MaxAutoPrepare = 32;
        builder.AutoPrepareMinUsages = 2;
        return builder;
    }

    private static NpgsqlDataSource Pooled(PostgresSettings settings, int connections)
    {
        var builder = Parse(settings);
        if (!builder.ShouldSerialize("Maximum Pool Size"))
            builder.MaxPoolSize = connections;
        return Build(builder);
    }

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString).UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(SessionSettings, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(SessionSettings, connection);
                await command.ExecuteNonQueryAsync();
            });
        // Of several hosts, the one that takes writes: a standby's answers may be stale.
        return settings.Host!.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : builder.Build();
    }
}
