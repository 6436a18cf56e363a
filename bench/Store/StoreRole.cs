using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Bench;

/// <summary>
/// The limit of every command: the store driven directly, without grains, JSON and HTTP. Reads runs from its input, a line each,
/// until it ends, and answers each with a line.
/// </summary>
internal sealed class StoreRole(IRecordStore store, TimeProvider time)
{
    public const string Name = "store";

    /// <param name="data">An empty folder.</param>
    public static async Task Run(string data)
    {
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSqliteRecordStore(Path.Combine(data, "tenantry.db"))
            .BuildServiceProvider();
        var role = new StoreRole(services.GetRequiredService<IRecordStore>(), TimeProvider.System);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var answer = await role.Drive(JsonSerializer.Deserialize<StoreRun>(line)!);
            Console.WriteLine(JsonSerializer.Serialize(answer));
        }
    }

    private async Task<StoreAnswer> Drive(StoreRun run)
    {
        var result = new LoadResult();
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(run.Seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, run.Callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetTimestamp() is var begun && begun < end)
            {
                await Operation(run.Rounds);
                lock (result) result.Record(Stopwatch.GetElapsedTime(begun));
            }
        })));
        return new(result.Operations, Stopwatch.GetElapsedTime(start).TotalSeconds, result.Percentile(50), result.Percentile(99));
    }

    private async Task Operation(IReadOnlyList<IReadOnlyList<StoreStep>> rounds)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var etags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var round in rounds)
        {
            var writes = round.Select(step => Write(id, step, etags)).ToList();
            var outcomes = await Task.WhenAll(writes.Select(write => store.Write(write)));
            if (outcomes.Any(outcome => outcome.Status != WriteStatus.Written))
                throw new InvalidOperationException("The store did not take a record.");
        }
    }

    private RecordWrite Write(string id, StoreStep step, Dictionary<string, string> etags)
    {
        var body = new byte[step.Bytes];
        Array.Fill(body, (byte)'x');
        var write = new RecordWrite
        {
            Key = new RecordKey($"{step.Record}/{id}", ""),
            Expected = etags.GetValueOrDefault(step.Record),
            WriteId = RecordWrite.NewWriteId(),
            Body = body,
            Alarm = step.Alarm is { } seconds ? time.GetUtcNow().AddSeconds(seconds) : null,
        };
        etags[step.Record] = write.WriteId;
        return write;
    }
}
