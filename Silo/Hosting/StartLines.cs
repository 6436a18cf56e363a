using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>Tells whoever typed the command where everything is, once it can be used.</summary>
internal sealed partial class StartLines(
    IServer server, DataFolder data, IEventBus bus, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<StartLines> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var took = time.GetLocalNow() - Process.GetCurrentProcess().StartTime;
        var address = Openable(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (Logs.AreStructured(configuration))
        {
            LogReady(version, took.TotalSeconds, address, data.Path);
            return;
        }

        var within = InternalAddress.Of(configuration).FirstOrDefault() is { } own ? Openable(own) : null;
        Console.Out.WriteLine($"""
            Tenantry {version} is ready after {took.TotalSeconds:0.0} s. Ctrl-C stops it.
              API reference     {address}/docs
              Dashboard         {within ?? address}/dashboard
              {(within is null ? "" : $"Internal          {within} serves operators, {address} does not\n  ")}Operator account  {(File.Exists(data.OperatorFile) ? data.OperatorFile : "made by an earlier start")}
              {(bus.Name is { } name ? $"Events go to      {name}\n  " : "")}Data              {data.Path}
            """);
    }

    // Whoever reads the log by a program wants one form of line.
    [LoggerMessage(LogLevel.Information, "Tenantry {Version} is ready after {Seconds:0.0} s at {Address}, data in {Data}")]
    private partial void LogReady(string version, double seconds, string address, string data);

    // A wildcard is good for listening, but no browser opens it.
    private static string Openable(string address)
    {
        var listening = BindingAddress.Parse(address);
        return listening.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{listening.Scheme}://localhost:{listening.Port}" : address;
    }
}
