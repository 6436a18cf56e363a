using System.Text.Json;
using System.Threading.Channels;

namespace Tenantry.Bench;

/// <summary>The store in a process of its own, and the rows that drive it.</summary>
internal sealed class StoreProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ChildProcess _process;

    public StoreProcess(string data)
    {
        Directory.CreateDirectory(data);
        _process = ChildProcess.Start(
            BuiltProgram.Role(StoreRole.Name, data), data, BuiltProgram.Environment(), line => _lines.Writer.TryWrite(line));
    }

    /// <param name="name">What the report calls it.</param>
    /// <param name="callers">How many operations are under way at once.</param>
    /// <param name="rounds">One operation.</param>
    public Row Row(string name, int callers, IReadOnlyList<IReadOnlyList<StoreStep>> rounds)
        => new(name, async duration =>
        {
            var before = _process.Cpu;
            var answer = await Ask(new StoreRun(duration.TotalSeconds, callers, rounds));
            return new Measurement
            {
                Operations = answer.Operations,
                LoadSeconds = answer.Seconds,
                P50 = answer.P50,
                P99 = answer.P99,
                CpuMilliseconds = (_process.Cpu - before).TotalMilliseconds,
                Memory = _process.Memory,
            };
        });

    public void Dispose() => _process.Dispose();

    private async Task<StoreAnswer> Ask(StoreRun run)
    {
        await _process.Input.WriteLineAsync(JsonSerializer.Serialize(run));
        await _process.Input.FlushAsync();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            return JsonSerializer.Deserialize<StoreAnswer>(await _lines.Reader.ReadAsync(patience.Token))!;
        }
        catch (Exception exception) when (exception is JsonException or OperationCanceledException)
        {
            throw new InvalidOperationException($"The store's process failed. Its last lines:\n{_process.Output}", exception);
        }
    }
}
