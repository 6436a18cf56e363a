using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>Moves everything from store to store, as an operator does.</summary>
internal static class Move
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The settings of an embedded store.</summary>
    public static string[] Sqlite(string data) => [$"--Tenantry:Data={data}"];

    /// <summary>The settings of an empty database.</summary>
    public static async Task<string[]> Postgres()
        => ["--Tenantry:Store=postgres", $"--Tenantry:Postgres:ConnectionString={await SharedPostgres.Database()}"];

    /// <summary>The settings of a table that there is not yet.</summary>
    public static async Task<string[]> DynamoDb()
        => [.. (await SharedDynamoDbLocal.Running()).Settings($"t-{Guid.NewGuid():N}").Select(setting => $"--{setting.Name}={setting.Value}")];

    /// <summary>Exports; insists that it was done.</summary>
    public static async Task Export(string file, string[] store)
    {
        var (exit, said) = await Run(errors => ExportStore.Run([file, .. store], errors));
        Assert.True(exit == MoveCommand.Done, said);
    }

    /// <summary>Imports; answers how it ended, and what was said.</summary>
    public static Task<(int Exit, string Said)> Import(string file, string[] store)
        => Run(errors => ImportStore.Run([file, .. store], errors));

    /// <summary>What an export holds, without when and of what it was made, in the order of the lines.</summary>
    public static async Task<string[]> Content(string file)
    {
        var lines = await File.ReadAllLinesAsync(file, Stop);
        return [.. lines[1..^1].Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes an embedded store with records of every kind.</summary>
    public static async Task Fill(string data, int records)
    {
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(data, "keys", "key-1.xml"), "<?xml version=\"1.0\"?>\n<key id=\"1\">\n  <a>é</a>\n</key>", Stop);
        await using var store = new SqliteRecordStore(Path.Combine(data, "tenantry.db"), NullLogger<SqliteRecordStore>.Instance);
        string[] bodies = ["{}", "", "{\"text\":\"\\\"quoted\\\" \\\\ 😀 é \\u0000\\n\"}", $"\"{new string('x', 50_000)}\"", "{\"<\":\"&+'\"}"];
        var writes = Enumerable.Range(0, records).Select(i => new RecordWrite
        {
            Key = new RecordKey(i % 3 == 0 ? $"alone/{i}" : $"row/{i % 7} \"é\"", i % 3 == 0 ? "" : $"{i:D5}"),
            WriteId = RecordWrite.NewWriteId(),
            Body = Encoding.UTF8.GetBytes(i < 10 ? bodies[i % bodies.Length] : $"{{\"number\":{i}}}"),
            Alarm = i % 5 == 0 ? DateTimeOffset.UnixEpoch.AddMilliseconds(i) : null,
        });
        foreach (var some in writes.Chunk(500))
            Assert.All(await store.Write(some, Stop), outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
    }

    private static async Task<(int Exit, string Said)> Run(Func<TextWriter, Task<int>> verb)
    {
        var said = new StringWriter();
        return (await verb(said), said.ToString());
    }
}
