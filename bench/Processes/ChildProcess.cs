using System.Diagnostics;
using System.Globalization;

namespace Tenantry.Bench;

/// <summary>A process of ours that is measured from outside. Disposing it stops it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int OutputKept = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>The last lines it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>User and system time since its start, as the operating system has it.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The same of it and of all processes that it started itself, those that have ended included.</summary>
    public TimeSpan TreeCpu => ProcessTimes.OfTree(_process.Id);

    /// <summary>Bytes of it in memory.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public StreamWriter Input => _process.StandardInput;

    /// <param name="arguments">What <c>dotnet</c> gets.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What it finds in its environment beside what this process has.</param>
    /// <param name="onLine">Called with every line it prints.</param>
    public static ChildProcess Start(
        IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, Action<string>? onLine = null)
        => Start("dotnet", arguments, folder, environment, onLine);

    /// <param name="program">What is started.</param>
    /// <param name="arguments">What it gets.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What it finds in its environment beside what this process has.</param>
    /// <param name="onLine">Called with every line it prints.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        DataReceivedEventHandler keep = (_, line) => child.Keep(line.Data, onLine);
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for its end; answers its exit code.</summary>
    public async Task<int> Finished()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // The runtime can only kill; the command asks, as a host of services would.
            using var kill = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture));
            if (!_process.WaitForExit(Patience)) _process.Kill();
        }

        _process.Dispose();
    }

    private void Keep(string? line, Action<string>? onLine)
    {
        if (line is null) return;

        lock (_output)
        {
            if (_output.Count == OutputKept) _output.Dequeue();
            _output.Enqueue(line);
        }

        onLine?.Invoke(line);
    }
}
