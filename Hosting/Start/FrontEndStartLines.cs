using Microsoft.AspNetCore.Hosting.Server;

namespace Tenantry.Hosting;

/// <summary>Where everything of a front end is. Whether it reaches its cluster is not said: that can change at any time.</summary>
public sealed class FrontEndStartLines(
    IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<FrontEndStartLines> log)
    : StartLines(server, configuration, lifetime, time, log)
{
    protected override IEnumerable<(string Name, string? Place)> Lines(string open, string? within)
    {
        yield return ("API reference", $"{open}/docs");
        yield return ("Internal", within is null ? null : $"{within} serves operators, {open} does not");
        yield return ("Front end of", Cluster?.Id);
    }
}
