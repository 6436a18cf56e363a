using System.Net;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>The way to the domain name system.</summary>
internal static class Domains
{
    private const string NameServerKey = "Tenantry:Domains:NameServer";
    private const int UsualPort = 53;

    /// <summary>Adds the look-up of DNS records: by the machine's name servers, or the one that is configured.</summary>
    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    public static void AddDomains(this WebApplicationBuilder builder)
    {
        var nameServer = Read(builder.Configuration[NameServerKey]);
        builder.Services.AddSingleton<IDomainTxtRecords>(services
            => new DnsTxtRecords(nameServer, services.GetRequiredService<ILogger<DnsTxtRecords>>()));
    }

    private static IPEndPoint? Read(string? text)
        => text is null ? null
            : IPEndPoint.TryParse(text, out var endpoint) ? new IPEndPoint(endpoint.Address, endpoint.Port == 0 ? UsualPort : endpoint.Port)
            : throw new StartRefusedException($"{NameServerKey} must be an address such as 192.0.2.53 or 192.0.2.53:53; it is '{text}'.");
}
