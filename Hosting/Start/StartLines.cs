using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tenantry.Hosting;

/// <summary>Tells whoever typed the command where everything is, once it can be used.</summary>
public abstract partial class StartLines(
    IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger log) : IHostedService
{
    /// <summary>The cluster of the process; null when it is alone.</summary>
    protected ClusterSettings? Cluster { get; } = configuration.StoreKind() == StoreKind.Sqlite ? null : ClusterSettings.Read(configuration);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is where, in the order of telling; nothing is told of what has no place.</summary>
    /// <param name="open">The address for everybody.</param>
    /// <param name="within">The internal address, if there is one.</param>
    protected abstract IEnumerable<(string Name, string? Place)> Lines(string open, string? within);

    private void Print()
    {
        var version = typeof(StartLines).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var took = time.GetLocalNow() - Process.GetCurrentProcess().StartTime;
        var open = Openable(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var within = InternalAddress.Of(configuration).FirstOrDefault() is { } own ? Openable(own) : null;
        var places = Lines(open, within).Where(line => line.Place is not null);
        if (Logs.AreStructured(configuration))
        {
            LogReady(log, version, took.TotalSeconds, string.Join("; ", places.Select(line => $"{line.Name}: {line.Place}")));
            return;
        }

        var lines = places.Select(line => $"  {line.Name,-17} {line.Place}");
        Console.Out.WriteLine(string.Join(Environment.NewLine, [$"Tenantry {version} is ready after {took.TotalSeconds:0.0} s. Ctrl-C stops it.", .. lines]));
    }

    // Whoever reads the log by a program wants one form of line.
    [LoggerMessage(LogLevel.Information, "Tenantry {Version} is ready after {Seconds:0.0} s. {Places}")]
    private static partial void LogReady(ILogger log, string version, double seconds, string places);

    // A wildcard is good for listening, but no browser opens it.
    private static string Openable(string address)
    {
        var listening = BindingAddress.Parse(address);
        return listening.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{listening.Scheme}://localhost:{listening.Port}" : address;
    }
}
