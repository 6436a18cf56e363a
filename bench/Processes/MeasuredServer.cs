using System.Diagnostics;
using System.Net;

namespace Tenantry.Bench;

/// <summary>An HTTP server in a process of its own.</summary>
internal sealed class MeasuredServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ChildProcess _process;

    private MeasuredServer(ChildProcess process, IPEndPoint address, long startedAt)
    {
        _process = process;
        Address = address;
        StartedAt = startedAt;
        Http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
    }

    public IPEndPoint Address { get; }

    /// <summary>When the process was started, in ticks of <see cref="Stopwatch"/>.</summary>
    public long StartedAt { get; }

    /// <summary>For what is not measured.</summary>
    public HttpClient Http { get; }

    public TimeSpan Cpu => _process.Cpu;

    public long Memory => _process.Memory;

    /// <summary>Starts Tenantry on a data folder.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="settings">Its settings, for example <c>Tenantry:Data</c>.</param>
    public static MeasuredServer Tenantry(string data, IEnumerable<KeyValuePair<string, string>> settings)
        => Start(BuiltProgram.Tenantry(), data, settings.Append(new("Tenantry:Data", data)));

    /// <summary>Starts a front end of a cluster.</summary>
    /// <param name="folder">Where it runs; it keeps nothing there.</param>
    /// <param name="settings">Its settings: those of the store.</param>
    public static MeasuredServer FrontEnd(string folder, IEnumerable<KeyValuePair<string, string>> settings)
        => Start(BuiltProgram.FrontEnd(), folder, settings);

    /// <summary>Starts bare Kestrel: see <see cref="LimitRole"/>.</summary>
    public static MeasuredServer Limit()
    {
        var address = Loopback.FreePort();
        var environment = BuiltProgram.Environment();
        environment["ASPNETCORE_URLS"] = $"http://{address}";
        var startedAt = Stopwatch.GetTimestamp();
        var process = ChildProcess.Start(BuiltProgram.Role(LimitRole.Name), AppContext.BaseDirectory, environment);
        return new(process, address, startedAt);
    }

    /// <summary>Waits until a path is answered with success.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or takes too long.</exception>
    public async Task WaitReady(string path)
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Pause);
        }

        throw new InvalidOperationException($"The server does not get ready. Its last lines:\n{_process.Output}");
    }

    private static MeasuredServer Start(IEnumerable<string> program, string folder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var address = Loopback.FreePort();
        var environment = BuiltProgram.Environment();
        environment["ASPNETCORE_URLS"] = $"http://{address}";
        foreach (var (name, value) in settings) environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        Directory.CreateDirectory(folder);
        var startedAt = Stopwatch.GetTimestamp();
        return new(ChildProcess.Start(program, folder, environment), address, startedAt);
    }

    public void Dispose()
    {
        Http.Dispose();
        _process.Dispose();
    }
}
