using Microsoft.Extensions.Options;

namespace Tenantry.Hosting;

/// <summary>The host of every program of Tenantry.</summary>
public static class TenantryHost
{
    private const string Address = "http://localhost:8080";

    // Every way of ASP.NET Core to say where to listen; the last is a section.
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>A host that does what every program of Tenantry does unless it is told otherwise.</summary>
    /// <exception cref="StartRefusedException">The addresses contradict each other, or the store is none.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Settings lie beside the program, not in the folder where the command was typed.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddSecretFiles();
        if (!AddressSettings.Any(setting => builder.Configuration.GetSection(setting) is var section && section.Exists()))
            builder.WebHost.UseUrls(Address);
        builder.ListenInternally();
        builder.AddLogs();
        builder.AddTelemetry();

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System);
        var store = builder.Configuration.StoreKind();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<StopOptions>>((host, stop) => host.ShutdownTimeout = stop.Value.Limit);
        builder.Services.AddOptions<StopOptions>()
            .Configure(stop => stop.SetDefaults(store))
            .BindConfiguration(StopOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StopOptions>, StopOptions.Rules>();
        return builder;
    }
}
