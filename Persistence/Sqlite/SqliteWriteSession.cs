using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tenantry.Persistence;

/// <summary>The writer's connection and its prepared statements. Used by one thread.</summary>
internal sealed class SqliteWriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _etag;

    /// <exception cref="SqliteException">The file cannot be opened, or its schema is not ours.</exception>
    public SqliteWriteSession(string path)
    {
        _connection = SqliteFile.OpenForWriting(path);
        try
        {
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
            _insert = Prepare(
                """
                INSERT INTO records (partition, key, etag, alarm, bucket, body)
                VALUES ($partition, $key, $etag, $alarm, $bucket, CAST($body AS TEXT))
                ON CONFLICT DO NOTHING
                """,
                "$partition", "$key", "$etag", "$alarm", "$body", "$bucket");
            _update = Prepare(
                """
                UPDATE records SET etag = $etag, alarm = $alarm, body = CAST($body AS TEXT)
                WHERE partition = $partition AND key = $key AND etag = $expected
                """,
                "$partition", "$key", "$etag", "$alarm", "$body", "$expected");
            _delete = Prepare(
                "DELETE FROM records WHERE partition = $partition AND key = $key AND etag = $expected",
                "$partition", "$key", "$expected");
            _etag = Prepare(
                "SELECT etag FROM records WHERE partition = $partition AND key = $key", "$partition", "$key");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    private bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Gives up the transaction. True if the connection can be used again.</summary>
    public bool Recover(Exception failure)
    {
        // After an I/O error the cache and the log may disagree with the disk; a new connection reads them again.
        if (failure is not SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_FULL or raw.SQLITE_CONSTRAINT })
            return false;
        try
        {
            // Some errors have ended the transaction by themselves.
            if (InTransaction)
                SqliteFile.Execute(_connection, "ROLLBACK");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Carries out one write in the transaction.</summary>
    /// <exception cref="SqliteException">The whole transaction is lost.</exception>
    public WriteOutcome Apply(RecordWrite write)
    {
        try
        {
            var done = write.Body is { } body ? Put(write, body) : Delete(write);
            return done ? Written(write) : Conflict(write);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT && InTransaction)
        {
            // SQLite has undone the statement and kept the transaction.
            return new WriteOutcome(WriteStatus.Refused, Reason: e.Message);
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _delete.Dispose();
        _etag.Dispose();
        _connection.Dispose();
    }

    private static WriteOutcome Written(RecordWrite write)
        => new(WriteStatus.Written, write.Body is null ? null : write.WriteId);

    private WriteOutcome Conflict(RecordWrite write)
    {
        var stored = Etag(write.Key);
        return stored == write.WriteId || (stored is null && write.Body is null)
            ? Written(write)
            : new WriteOutcome(WriteStatus.Conflict, stored);
    }

    private bool Put(RecordWrite write, ReadOnlyMemory<byte> body)
    {
        var command = write.Expected is null ? _insert : _update;
        var parameters = command.Parameters;
        parameters[0].Value = write.Key.Partition;
        parameters[1].Value = write.Key.Key;
        parameters[2].Value = write.WriteId;
        parameters[3].Value = write.Alarm is { } alarm ? AlarmIndex.ToMilliseconds(alarm) : DBNull.Value;
        parameters[4].Value = Bytes(body);
        parameters[5].Value = write.Expected is null ? AlarmIndex.Bucket(write.Key) : write.Expected;
        return command.ExecuteNonQuery() == 1;
    }

    private bool Delete(RecordWrite write)
    {
        if (write.Expected is null)
            return false;
        _delete.Parameters[0].Value = write.Key.Partition;
        _delete.Parameters[1].Value = write.Key.Key;
        _delete.Parameters[2].Value = write.Expected;
        return _delete.ExecuteNonQuery() == 1;
    }

    private string? Etag(RecordKey key)
    {
        _etag.Parameters[0].Value = key.Partition;
        _etag.Parameters[1].Value = key.Key;
        return (string?)_etag.ExecuteScalar();
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> body)
        => MemoryMarshal.TryGetArray(body, out var segment)
            && segment is { Offset: 0, Array: { } array } && array.Length == segment.Count
                ? array
                : body.ToArray();

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
        => SqliteStatements.Prepare(_connection, sql, parameters);
}
