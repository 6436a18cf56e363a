using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>Stops the start when a setting is contradictory or unsafe, with a line that names it.</summary>
internal sealed class IdentitySettingsRules(IHostEnvironment environment) : IValidateOptions<IdentitySettings>
{
    public ValidateOptionsResult Validate(string? name, IdentitySettings options)
    {
        var failures = new List<string>();

        if (options.Issuer is not null && !IsOrigin(options.Issuer))
        {
            failures.Add(
                $"{IdentitySettings.IssuerKey} must be an http or https origin without a path, such as https://api.example.com; " +
                $"it is '{options.Issuer}'.");
        }

        if (options.PasswordIterations < IdentitySettings.DefaultPasswordIterations && !environment.IsDevelopment())
        {
            failures.Add(
                $"{IdentitySettings.Section}:PasswordIterations is {options.PasswordIterations}; outside the Development environment it must be " +
                $"at least {IdentitySettings.DefaultPasswordIterations}.");
        }

        AtLeastOne(nameof(options.PasswordIterations), options.PasswordIterations);
        AtLeastOne(nameof(options.LoginAttemptsPerMinute), options.LoginAttemptsPerMinute);
        AtLeastOne(nameof(options.RefreshTokenDays), options.RefreshTokenDays);
        AtLeastOne(nameof(options.KeyRotationDays), options.KeyRotationDays);

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void AtLeastOne(string setting, int value)
        {
            if (value < 1)
                failures.Add($"{IdentitySettings.Section}:{setting} must be at least 1; it is {value}.");
        }
    }

    private static bool IsOrigin(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
