using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>Stops the start when the pool is half configured, or configured and not used.</summary>
internal sealed partial class CognitoSettingsRules(IConfiguration configuration) : IValidateOptions<CognitoSettings>
{
    public ValidateOptionsResult Validate(string? name, CognitoSettings options)
    {
        var failures = new List<string>();
        if (configuration[IdentitySettings.Section] is { Length: > 0 } provider and not CognitoSettings.Provider)
            failures.Add($"{IdentitySettings.Section} is '{provider}'; it must be {CognitoSettings.Provider}, or be left out.");
        else if (!options.IsUsed && configuration.GetSection(CognitoSettings.Section).Exists())
            failures.Add($"{CognitoSettings.Section} is set, but {IdentitySettings.Section} is not {CognitoSettings.Provider}.");
        else if (options.IsUsed)
            Check(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(CognitoSettings options, List<string> failures)
    {
        Require(nameof(options.UserPoolId), PoolId().IsMatch(options.UserPoolId), options.UserPoolId, "the id of a user pool, such as eu-central-1_Ab12Cd34E");
        Require(nameof(options.Region), RegionName().IsMatch(options.Region), options.Region, "the region of the pool, such as eu-central-1");
        Require(nameof(options.ClientIds), options.Clients.Length > 0, options.ClientIds, "the ids of the pool's app clients, separated by commas");
        if (options.ServiceUrl is { } address)
            Require(nameof(options.ServiceUrl), IsAddress(address), address, "an http or https address");
        else if (failures.Count == 0 && !options.UserPoolId.StartsWith($"{options.Region}_", StringComparison.Ordinal))
            failures.Add($"{Name(nameof(options.UserPoolId))} '{options.UserPoolId}' is not in the region '{options.Region}'.");
        // What it is must not be printed.
        if (options.HookSecret is { } secret && HookSignature.Key(secret) is null)
            failures.Add($"{Name(nameof(options.HookSecret))} must be whsec_ and 24 to 64 bytes in base64.");

        void Require(string setting, bool holds, string value, string what)
        {
            if (!holds)
                failures.Add($"{Name(setting)} must be {what}; it is {(value.Length == 0 ? "missing" : $"'{value}'")}.");
        }
    }

    private static string Name(string setting) => $"{CognitoSettings.Section}:{setting}";

    private static bool IsAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri is { Query: "", Fragment: "", UserInfo: "" };

    [GeneratedRegex(@"^[\w-]{1,40}_[0-9a-zA-Z]{1,40}$")]
    private static partial Regex PoolId();

    [GeneratedRegex(@"^[a-z0-9-]{1,40}$")]
    private static partial Regex RegionName();
}
