using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tenantry.Api;

/// <summary>What can be set about the API, under <c>Tenantry:</c>.</summary>
internal sealed record ApiSettings
{
    private const string SignupsPerMinuteKey = "Tenantry:Limits:SignupsPerMinute";
    private const string TrustedProxiesKey = "Tenantry:TrustedProxies";

    /// <summary><c>Tenantry:Limits:SignupsPerMinute</c>: how many sign-ups one client address may ask for in a minute.</summary>
    public int SignupsPerMinute { get; init; } = 3000;

    /// <summary>
    /// <c>Tenantry:TrustedProxies</c>: the networks, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto are
    /// believed. None by default: then the address of the connection is the client's.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <exception cref="OptionsValidationException">A setting cannot be read.</exception>
    public static ApiSettings Read(IConfiguration configuration)
    {
        var settings = new ApiSettings();
        if (configuration[SignupsPerMinuteKey] is { } signups)
            settings = settings with
            {
                SignupsPerMinute = int.TryParse(signups, out var perMinute) && perMinute > 0
                    ? perMinute
                    : throw Invalid(SignupsPerMinuteKey, signups, "a whole number above 0"),
            };
        if (configuration[TrustedProxiesKey] is { } proxies)
            settings = settings with
            {
                TrustedProxies =
                [
                    .. proxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Select(proxy => Network(proxy) ?? throw Invalid(
                            TrustedProxiesKey, proxies, "addresses or networks such as 10.0.0.0/8, separated by commas")),
                ],
            };
        return settings;
    }

    private static IPNetwork? Network(string text)
        => IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;

    private static OptionsValidationException Invalid(string key, string value, string expected)
        => new(key, typeof(ApiSettings), [$"{key} must be {expected}, not '{value}'."]);
}
