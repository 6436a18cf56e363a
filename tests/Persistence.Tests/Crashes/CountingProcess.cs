using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

/// <summary>
/// This program once more, as a process that can be killed. It counts up in a few records, inserts others, and says each
/// number after the store has acknowledged it.
/// </summary>
internal sealed class CountingProcess : IDisposable
{
    public const string Command = "count";

    /// <summary>How many records count up side by side.</summary>
    public const int Counters = 16;

    private readonly Process _process;

    private CountingProcess(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    public static CountingProcess Start(string path)
    {
        // Under the "dotnet" command the program is its argument.
        var program = typeof(CountingProcess).Assembly.Location;
        var host = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [program, Command, path] : [Command, path];
        return new CountingProcess(Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!);
    }

    /// <summary>Reads so many numbers, kills it, and reads what else it had said: the last number of each counter.</summary>
    public async Task<Dictionary<int, int>> KillAfter(int numbers, CancellationToken stop)
    {
        var last = new Dictionary<int, int>();
        while (await _process.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            var parts = line.Split(' ');
            // The last line may have been cut off, but only before its end mark.
            if (parts is [var counter, var number, "."])
                last[int.Parse(counter, CultureInfo.InvariantCulture)] = int.Parse(number, CultureInfo.InvariantCulture);
            if (--numbers == 0)
                _process.Kill();
        }

        await _process.WaitForExitAsync(stop);
        Assert.True(numbers <= 0, "The process ended by itself.");
        return last;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>What the process does, until it is killed.</summary>
    public static async Task<int> Count(string path)
    {
        await using var store = new SqliteRecordStore(path, NullLogger<SqliteRecordStore>.Instance);
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Counters).Select(counter => Task.Run(() => Count(store, counter, output))));
        return 1;
    }

    private static async Task Count(SqliteRecordStore store, int counter, Stream output)
    {
        var key = new RecordKey($"counter/{counter}", "");
        var record = await store.Read(key);
        var etag = record?.Etag;
        var number = record is null ? 0 : int.Parse(record.Body.Span, CultureInfo.InvariantCulture);
        while (true)
        {
            number++;
            var body = Encoding.UTF8.GetBytes($"{number}");
            var outcomes = await store.Write(
            [
                new RecordWrite { Key = key, Expected = etag, WriteId = RecordWrite.NewWriteId(), Body = body },
                new RecordWrite { Key = key with { Key = $"{number:D8}" }, WriteId = RecordWrite.NewWriteId(), Body = body },
            ]);
            if (outcomes[0].Status != WriteStatus.Written)
                throw new InvalidOperationException($"Counter {counter} was {outcomes[0]}.");
            etag = outcomes[0].Etag;

            var line = Encoding.UTF8.GetBytes($"{counter} {number} .\n");
            lock (output)
                output.Write(line);
        }
    }
}
