using System.Data;
using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace Tenantry.Persistence;

/// <summary>A connection that writes, with its one prepared statement. Used by one commit at a time.</summary>
internal sealed class PostgresWriteSession : IAsyncDisposable
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _write;
    private readonly NpgsqlParameter<string[]> _partitions = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string[]> _keys = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string?[]> _expected = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string[]> _ids = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<long?[]> _alarms = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<int[]> _buckets = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<byte[]?[]> _bodies = new() { NpgsqlDbType = Texts };

    private PostgresWriteSession(NpgsqlConnection connection, PostgresBackend backend)
    {
        _connection = connection;
        Backend = backend;
        _write = new NpgsqlCommand("SELECT written, stored FROM write_records($1, $2, $3, $4, $5, $6, $7)", connection);
        _write.Parameters.AddRange(new NpgsqlParameter[] { _partitions, _keys, _expected, _ids, _alarms, _buckets, _bodies });
    }

    /// <summary>The server's end of it.</summary>
    public PostgresBackend Backend { get; }

    public bool IsOpen => _connection.State == ConnectionState.Open;

    public static async Task<PostgresWriteSession> Open(NpgsqlDataSource source, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            var session = new PostgresWriteSession(connection, await PostgresBackend.Of(connection, stop));
            await session._write.PrepareAsync(stop);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Carries out writes as one transaction, in one round trip, and says what became of each.</summary>
    /// <exception cref="PostgresException">None was carried out.</exception>
    /// <exception cref="NpgsqlException">The connection is lost; all or none were carried out.</exception>
    public async Task Write(IReadOnlyList<PostgresBatch.Slot> slots, CancellationToken stop)
    {
        Fill(slots);
        var outcomes = new List<WriteOutcome>(slots.Count);
        await using (var reader = await _write.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var stored = reader.IsDBNull(1) ? null : reader.GetString(1);
                outcomes.Add(Outcome(slots[outcomes.Count].Write, reader.GetBoolean(0), stored));
            }

            // Only now is the transaction known to be over.
            await reader.NextResultAsync(stop);
        }

        for (var i = 0; i < slots.Count; i++)
            slots[i].Set(outcomes[i]);
    }

    public async ValueTask DisposeAsync()
    {
        await _write.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static WriteOutcome Outcome(RecordWrite write, bool written, string? stored)
        => written || stored == write.WriteId || (stored is null && write.Body is null)
            ? new WriteOutcome(WriteStatus.Written, write.Body is null ? null : write.WriteId)
            : new WriteOutcome(WriteStatus.Conflict, stored);

    private void Fill(IReadOnlyList<PostgresBatch.Slot> slots)
    {
        var count = slots.Count;
        var (partitions, keys, expected, ids) = (new string[count], new string[count], new string?[count], new string[count]);
        var (alarms, buckets, bodies) = (new long?[count], new int[count], new byte[]?[count]);
        for (var i = 0; i < count; i++)
        {
            var write = slots[i].Write;
            (partitions[i], keys[i], expected[i], ids[i]) = (write.Key.Partition, write.Key.Key, write.Expected, write.WriteId);
            alarms[i] = write.Alarm is { } alarm ? AlarmIndex.ToMilliseconds(alarm) : null;
            buckets[i] = AlarmIndex.Bucket(write.Key);
            bodies[i] = write.Body is { } body ? Bytes(body) : null;
        }

        (_partitions.TypedValue, _keys.TypedValue, _expected.TypedValue, _ids.TypedValue) = (partitions, keys, expected, ids);
        (_alarms.TypedValue, _buckets.TypedValue, _bodies.TypedValue) = (alarms, buckets, bodies);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> body)
        => MemoryMarshal.TryGetArray(body, out var segment)
            && segment is { Offset: 0, Array: { } array } && array.Length == segment.Count
                ? array
                : body.ToArray();
}
