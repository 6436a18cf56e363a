using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tenantry.Tests;

/// <summary>
/// A real PostgreSQL of the tests' own, in a temporary folder, on a free port of loopback. Not installed, the tests that need it
/// are skipped, which continuous integration counts as failure.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static int _databases;

    private readonly DirectoryInfo _folder;
    private readonly string _programs;
    private readonly bool _durable;
    private readonly int _port = FreePort();
    private Process? _process;

    private PostgresServer(DirectoryInfo folder, string programs, bool durable)
        => (_folder, _programs, _durable) = (folder, programs, durable);

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes and starts one.</summary>
    /// <param name="durable">Whether it waits for the disk at each commit; without, it is faster.</param>
    public static async Task<PostgresServer> Start(bool durable = false)
    {
        var programs = Programs();
        if (programs is null)
            Assert.Skip("There is no PostgreSQL.");

        var server = new PostgresServer(Directory.CreateTempSubdirectory("tenantry-postgres-"), programs, durable);
        try
        {
            await server.Make();
            await server.Start();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to connect to a database of it.</summary>
    public string ConnectionTo(string database)
        => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    /// <summary>Makes a database; answers how to connect to it.</summary>
    public async Task<string> Database()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await Execute(ConnectionTo("postgres"), $"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
        return ConnectionTo(name);
    }

    /// <summary>Runs statements and answers the first value, on a connection of its own.</summary>
    public static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it again after <see cref="Stop"/>.</summary>
    public async Task Start()
    {
        string[] arguments =
        [
            "-D", Data, "-h", "127.0.0.1", "-p", $"{_port}", "-c", "unix_socket_directories=", "-c", "max_connections=300",
            "-c", "shared_buffers=32MB", "-c", $"fsync={(_durable ? "on" : "off")}",
        ];
        _process = Launch("postgres", arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(StartLimit);
        while (!await Answers(patience.Token))
        {
            Assert.False(_process.HasExited, "PostgreSQL ended before it was ready.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>Stops it, whatever its clients are doing; what was committed is kept.</summary>
    public async Task Stop()
    {
        if (_process is not { HasExited: false } process)
            return;
        await Signal("INT", process.Id);
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Stops it as a power cut would, but for the caches of the operating system.</summary>
    public async Task Crash()
    {
        await Signal("QUIT", _process!.Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Makes every process of it stand still.</summary>
    public async Task Pause()
    {
        await Signal("STOP", _process!.Id);
        await Signal("STOP", Children(_process.Id));
    }

    /// <summary>Lets them go on.</summary>
    public Task Resume() => Signal("CONT", [_process!.Id, .. Children(_process.Id)]);

    /// <summary>Makes one session's process stand still, or lets it go on.</summary>
    public static Task SignalSession(string signal, int process) => Signal(signal, process);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            await Resume();
            await Signal("QUIT", process.Id);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static string? Programs()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return path
            .Concat(installed.OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin")))
            .Append("/usr/local/pgsql/bin")
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private async Task Make()
    {
        Directory.CreateDirectory(Data);
        if (Environment.IsPrivilegedProcess)
            await Run("chown", "-R", Account, _folder.FullName);
        using var initdb = Launch(
            "initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]);
        await initdb.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(initdb.ExitCode == 0, "initdb failed.");
    }

    // PostgreSQL refuses to run as root; what carries it over runs it in its own place, so the process is PostgreSQL's.
    private static string Account
        => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private Process Launch(string program, string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={Account}", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = _folder.FullName;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        // Unread, what it says would fill the pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> Answers(CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionTo("postgres")};Pooling=false");
            await connection.OpenAsync(stop);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int[] Children(int parent)
        => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, null)).Where(process => ParentOf(process) == parent)];

    private static int ParentOf(int process)
    {
        try
        {
            // After the name, which may hold anything but ends at the last bracket: the state, and the parent.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Task Signal(string signal, params int[] processes)
        => Run("kill", [$"-{signal}", .. processes.Select(process => $"{process}")]);

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
