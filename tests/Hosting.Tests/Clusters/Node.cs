using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tenantry.Hosting.Tests;

/// <summary>One process of a cluster, which keeps its ports and its folder through any number of lives.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string _program;
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly List<string> _lines = [];
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    /// <param name="program">Silo or Api.</param>
    /// <param name="host">The address at which it is reached.</param>
    /// <param name="arguments">Its settings.</param>
    /// <param name="environment">Its variables besides.</param>
    public Node(string program, string host, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var address = $"http://{host}:{FreePort()}";
        _program = Built(program);
        _arguments = [.. arguments, $"--urls={address}"];
        _environment = environment;
        Http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = new Uri(address),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>What runs it, such as one that leads into a network of its own.</summary>
    public string[] Within { get; init; } = [];

    public HttpClient Http { get; }

    public bool IsRunning => _process is { HasExited: false };

    public int ExitCode => _process!.ExitCode;

    /// <summary>Everything it has said in all its lives.</summary>
    public string Said
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    public void Launch()
    {
        string[] command = [.. Within, _program, .. _arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true };
        // What the machine sets for others must not change what these tests see.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("Tenantry__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Read(_process.StandardOutput), Read(_process.StandardError));
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task Ready() => Eventually.Holds(
        async () => IsRunning ? await IsReady() : throw new InvalidOperationException($"The process ended with {ExitCode}:\n{Said}"),
        StartLimit, "a process is ready");

    public async Task<bool> IsReady() => await Status("/healthz/ready") == 200;

    /// <summary>The status of an answer; 0 when there is none within 3 s.</summary>
    public async Task<int> Status(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            using var answer = await Http.GetAsync(path, patience.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return 0;
        }
    }

    /// <summary>Pulls the plug.</summary>
    public async Task Kill()
    {
        if (!IsRunning)
            return;
        _process!.Kill();
        await Ended();
    }

    public void Pause() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>Asks it to stop, as an orchestrator does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Waits for its end.</summary>
    public async Task Ended()
    {
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(StartLimit);
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process!.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process?.Dispose();
        Http.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Signal(string signal) => Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]).WaitForExit();

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
                _lines.Add(line);
        }
    }

    // artifacts/bin/Hosting.Tests/<configuration>/ beside artifacts/bin/Silo/<configuration>/.
    private static string Built(string program)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(mine.Parent!.Parent!.FullName, program, mine.Name, $"Tenantry.{program}");
    }
}
