using System.Globalization;
using System.Net;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>The way out for webhooks.</summary>
internal static class Webhooks
{
    private const string Section = "Tenantry:Webhooks";
    private const string AllowedNetworks = $"{Section}:AllowedNetworks";
    private const string RetryScale = $"{Section}:RetryScale";
    private const double LeastScale = 0.0001;

    /// <summary>To be added before the grains, which have settings of their own otherwise.</summary>
    /// <exception cref="StartRefusedException">A setting cannot be read.</exception>
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        var settings = Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IWebhookSender>(services => new WebhookSender(settings.Networks, services.GetRequiredService<TimeProvider>()));
    }

    /// <exception cref="StartRefusedException">A setting cannot be read.</exception>
    public static WebhookSettings Read(IConfiguration configuration) => new()
    {
        Networks = new NetworkGuard([.. Texts(configuration).Select(Network)]),
        RetryScale = Scale(configuration[RetryScale]),
    };

    // As a list, or in one text separated by commas, which is easier in an environment variable.
    private static IEnumerable<string> Texts(IConfiguration configuration)
        => configuration[AllowedNetworks] is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : configuration.GetSection(AllowedNetworks).GetChildren().Select(one => one.Value).OfType<string>();

    private static IPNetwork Network(string text)
        => IPNetwork.TryParse(text, out var network) ? network
            : throw new StartRefusedException($"{AllowedNetworks} must be networks such as 10.1.0.0/16 or fd00::/8; one is '{text}'.");

    private static double Scale(string? text)
        => text is null ? 1
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is >= LeastScale and <= 10 ? scale
            : throw new StartRefusedException($"{RetryScale} must be a number from {LeastScale.ToString(CultureInfo.InvariantCulture)} to 10; it is '{text}'.");
}
