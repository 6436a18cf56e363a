using Microsoft.Data.Sqlite;

namespace Tenantry.Persistence;

/// <summary>The database file: how it is opened, and the schema in it.</summary>
internal static class SqliteFile
{
    /// <summary>The schema this program writes, kept in <c>PRAGMA user_version</c>.</summary>
    public const int SchemaVersion = 1;

    // The writer of another process may hold the lock for a whole batch; past this the store counts as unavailable.
    private const int BusySeconds = 5;

    // Bodies are TEXT so that the sqlite3 shell and its JSON functions can read them. The table keeps its rowid: without one,
    // rows over a quarter of a page spill, and a write of 1.5 KB costs twice as much. The alarm index carries the bucket, so
    // that a sweep of one shard reads the index only.
    private const string Schema = $"""
        CREATE TABLE records (
            partition TEXT NOT NULL,
            key TEXT NOT NULL,
            etag TEXT NOT NULL,
            alarm INTEGER,
            bucket INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (partition, key));
        CREATE INDEX records_by_alarm ON records (alarm, partition, key, bucket) WHERE alarm IS NOT NULL;
        PRAGMA user_version = 1;
        """;

    /// <summary>Makes the file if there is none, and sees to it that this program understands what is in it.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote it, or it is something else.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static void Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        CreatePrivately(path);

        using var connection = OpenForWriting(path);
        Execute(connection, "BEGIN IMMEDIATE");
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null);
        var tables = Convert.ToInt32(Scalar(connection, "SELECT count(*) FROM sqlite_schema"), null);
        if (version > SchemaVersion)
        {
            throw new InvalidOperationException(
                $"{path} has schema version {version}; this program knows none after {SchemaVersion}. A newer one wrote it.");
        }

        if (version == 0 && tables > 0)
            throw new InvalidOperationException($"{path} is a database, but not one of this program's.");
        if (version == 0)
            Execute(connection, Schema);
        Execute(connection, "COMMIT");
    }

    public static SqliteConnection OpenForWriting(string path)
    {
        // fullfsync is for macOS, where a plain fsync may leave data in the drive. The log goes into the database every 1,000
        // pages: four times that was no cheaper, and each time would stall the writers for longer.
        return Open(path, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA fullfsync = ON;
            PRAGMA checkpoint_fullfsync = ON;
            PRAGMA wal_autocheckpoint = 1000;
            """);
    }

    // Not opened read-only: such a connection cannot recover the log if it happens to come first after a crash.
    public static SqliteConnection OpenForReading(string path) => Open(path, "PRAGMA query_only = ON;");

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(string path, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            // The client library waits in steps of 150 ms; SQLite's own wait begins at 1 ms.
            Execute(connection, $"PRAGMA busy_timeout = {BusySeconds * 1000};");
            Execute(connection, settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // It holds password hashes. SQLite gives the log and its index the mode of the database. A file that exists is not
    // touched: closing it here would take away the locks that SQLite holds on it elsewhere in this process.
    private static void CreatePrivately(string path)
    {
        if (File.Exists(path))
            return;
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            new FileStream(path, creation).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }
}
