using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Tenantry.Bench;

/// <summary>Those of the embedded store, seen in the server's database.</summary>
internal sealed class Outboxes(string database, TimeProvider time) : IOutboxes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // A record with an undelivered outbox has an alarm within minutes; the others (trial ends, expiries) are days ahead.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = database,
        Mode = SqliteOpenMode.ReadOnly,
    }.ToString();

    public async Task<TimeSpan> WaitEmpty()
    {
        var start = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM records WHERE alarm <= $soon";
        var soon = command.Parameters.Add("$soon", SqliteType.Integer);
        for (; ; )
        {
            soon.Value = (time.GetUtcNow() + Soon).ToUnixTimeMilliseconds();
            var left = (long)command.ExecuteScalar()!;
            if (left == 0) return Stopwatch.GetElapsedTime(start);
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException($"{left} outboxes do not get empty.");

            await Task.Delay(Pause);
        }
    }
}
