using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tenantry.Api;

/// <summary>What can be set about the API, under <c>Tenantry:</c>.</summary>
internal sealed record ApiSettings
{
    private const string SignupsPerMinuteKey = "Tenantry:Limits:SignupsPerMinute";
    private const string KeyLookupsPerMinuteKey = "Tenantry:Limits:KeyLookupsPerMinute";
    private const string RequireSecondFactorKey = "Tenantry:Operator:RequireSecondFactor";
    private const string InternalUrlsKey = "Tenantry:Internal:Urls";
    private const string AccountRequestsPerMinuteKey = "Tenantry:Limits:AccountRequestsPerMinute";
    private const string QuotasKey = "Tenantry:Limits:Quotas";
    private const string RequestsPerKeyKey = "Tenantry:Limits:RequestsPerKeyPerMinute";
    private const string TrustedProxiesKey = "Tenantry:TrustedProxies";

    /// <summary><c>Tenantry:Limits:SignupsPerMinute</c>: how many sign-ups one client address may ask for in a minute.</summary>
    public int SignupsPerMinute { get; init; } = 3000;

    /// <summary><c>Tenantry:Limits:KeyLookupsPerMinute</c>: how many publishable keys one client address may look up in a minute.</summary>
    public int KeyLookupsPerMinute { get; init; } = 3000;

    /// <summary><c>Tenantry:Limits:Quotas</c>: whether requests are counted, by organization as its plan says and by API key.</summary>
    public bool Quotas { get; init; } = true;

    /// <summary><c>Tenantry:Limits:RequestsPerKeyPerMinute</c>: how many requests a minute an API key is good for that does not say.</summary>
    public int RequestsPerKeyPerMinute { get; init; } = 6000;

    /// <summary>
    /// <c>Tenantry:Limits:AccountRequestsPerMinute</c>: how often one client address may ask in a minute for a mail about an account,
    /// or show the token of one.
    /// </summary>
    public int AccountRequestsPerMinute { get; init; } = 60;

    /// <summary>
    /// <c>Tenantry:TrustedProxies</c>: the networks, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto are
    /// believed. None by default: then the address of the connection is the client's.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary><c>Tenantry:Operator:RequireSecondFactor</c>: whether operators without a second factor can do nothing but set one up.</summary>
    public bool OperatorsNeedSecondFactor { get; init; }

    /// <summary>
    /// The ports of <c>Tenantry:Internal:Urls</c>, addresses separated by semicolons, which the host listens on, too: what is
    /// internal is served there and nowhere else. None by default: then it is served on every port.
    /// </summary>
    public ImmutableArray<int> InternalPorts { get; init; } = [];

    /// <exception cref="OptionsValidationException">A setting cannot be read.</exception>
    public static ApiSettings Read(IConfiguration configuration)
    {
        var settings = new ApiSettings();
        if (configuration[SignupsPerMinuteKey] is { } signups)
            settings = settings with { SignupsPerMinute = Count(SignupsPerMinuteKey, signups) };
        if (configuration[KeyLookupsPerMinuteKey] is { } lookups)
            settings = settings with { KeyLookupsPerMinute = Count(KeyLookupsPerMinuteKey, lookups) };
        if (configuration[RequireSecondFactorKey] is { } required)
            settings = settings with { OperatorsNeedSecondFactor = Flag(RequireSecondFactorKey, required) };
        if (configuration[InternalUrlsKey] is { } urls)
            settings = settings with { InternalPorts = Ports(InternalUrlsKey, urls) };
        if (configuration[AccountRequestsPerMinuteKey] is { } requests)
            settings = settings with { AccountRequestsPerMinute = Count(AccountRequestsPerMinuteKey, requests) };
        if (configuration[QuotasKey] is { } quotas)
            settings = settings with { Quotas = bool.TryParse(quotas, out var on) ? on : throw Invalid(QuotasKey, quotas, "true or false") };
        if (configuration[RequestsPerKeyKey] is { } perKey)
            settings = settings with { RequestsPerKeyPerMinute = Count(RequestsPerKeyKey, perKey) };
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

    private static int Count(string key, string text)
        => int.TryParse(text, out var count) && count > 0 ? count : throw Invalid(key, text, "a whole number above 0");

    private static bool Flag(string key, string text) => bool.TryParse(text, out var flag) ? flag : throw Invalid(key, text, "true or false");

    private static ImmutableArray<int> Ports(string key, string text)
    {
        try
        {
            var ports = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(url => BindingAddress.Parse(url).Port).ToImmutableArray();
            return ports.IsEmpty || ports.Contains(0) ? throw new FormatException() : ports;
        }
        catch (FormatException)
        {
            throw Invalid(key, text, "addresses with a port, such as http://127.0.0.1:8081, separated by semicolons");
        }
    }

    private static IPNetwork? Network(string text)
        => IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;

    private static OptionsValidationException Invalid(string key, string value, string expected)
        => new(key, typeof(ApiSettings), [$"{key} must be {expected}, not '{value}'."]);
}
