using System.Globalization;

namespace Tenantry.Hosting;

/// <summary>Listens on a further port for the provider's own staff, if <c>Tenantry:Internal:Urls</c> asks for one.</summary>
public static class InternalAddress
{
    /// <summary>Addresses separated by semicolons, such as <c>http://127.0.0.1:8081</c>.</summary>
    public const string Setting = "Tenantry:Internal:Urls";

    private const string KestrelEndpoints = "Kestrel:Endpoints";

    /// <summary>The internal addresses; none when the setting is missing.</summary>
    public static string[] Of(IConfiguration configuration)
        => configuration[Setting]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>To be called once the public addresses are known.</summary>
    /// <exception cref="StartRefusedException">The two are not apart.</exception>
    public static void ListenInternally(this WebApplicationBuilder builder)
    {
        var addresses = Of(builder.Configuration);
        if (addresses.Length == 0)
            return;

        var open = Public(builder.Configuration);
        if (addresses.Select(Port).Intersect(open.Select(Port)).OfType<int>().ToArray() is [var shared, ..])
            throw new StartRefusedException($"{Setting} needs a port of its own; {shared} is the public one.");

        if (builder.Configuration.GetSection(KestrelEndpoints).Exists())
        {
            foreach (var (index, address) in addresses.Index())
                builder.Configuration[string.Create(CultureInfo.InvariantCulture, $"{KestrelEndpoints}:Internal{index}:Url")] = address;
        }
        else
        {
            builder.WebHost.UseUrls([.. open, .. addresses]);
        }
    }

    // In the order in which Kestrel looks.
    private static string[] Public(ConfigurationManager configuration)
        => configuration.GetSection(KestrelEndpoints) is var endpoints && endpoints.Exists() ? [.. endpoints.GetChildren().Select(one => one["Url"]).OfType<string>()]
            : configuration["urls"] is { Length: > 0 } urls ? urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. Wildcards("http", configuration["http_ports"]), .. Wildcards("https", configuration["https_ports"])];

    private static IEnumerable<string> Wildcards(string scheme, string? ports)
        => (ports ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port}");

    // What is no address is refused by whoever listens there.
    private static int? Port(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Port;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
