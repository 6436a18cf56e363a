using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tenantry.Silo.Tests;

/// <summary>One process of the program that has announced to be ready.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private const string LastLine = "  Data ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Uri Address => Http.BaseAddress!;

    /// <summary>Everything the process has said so far.</summary>
    public string Said
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts the program on a data folder and waits until it is ready.</summary>
    public static Task<RunningProgram> Start(string data, params string[] arguments)
        => StartIn(Path.GetTempPath(), [$"--Tenantry:Data={data}", "--urls=http://127.0.0.1:0", .. arguments]);

    /// <summary>Starts the program in a folder, with these arguments and no others.</summary>
    public static async Task<RunningProgram> StartIn(
        string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Launch(folder, arguments, environment);
        try
        {
            await program.Ready();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and does not wait.</summary>
    public static RunningProgram Launch(
        string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
        => new(BuiltProgram.Start(folder, arguments, environment));

    public async Task Ready() => Http.BaseAddress = await _ready.Task.WaitAsync(StartLimit, TestContext.Current.CancellationToken);

    /// <summary>Pulls the plug.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for the end.</summary>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(StartLimit);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Stops in good order.</summary>
    public async Task Stop()
    {
        Interrupt();
        Assert.Equal(0, await Ended());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _reading;
        Http.Dispose();
        _process.Dispose();
    }

    private async Task Read(StreamReader reader)
    {
        Uri? address = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
                _lines.Add(line);
            if (Announcement().Match(line) is { Success: true } found)
                address = new Uri(found.Groups[1].Value);
            if (address is not null && line.StartsWith(LastLine, StringComparison.Ordinal))
                _ready.TrySetResult(address);
        }

        _ready.TrySetException(new InvalidOperationException($"The program ended before it was ready:\n{Said}"));
    }

    [GeneratedRegex(@"^  API reference +(http://\S+)/docs$")]
    private static partial Regex Announcement();
}
