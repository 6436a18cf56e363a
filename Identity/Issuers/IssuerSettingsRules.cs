using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>All issuers whose tokens are accepted beside our own.</summary>
internal sealed class IssuerList
{
    public IReadOnlyList<IssuerSettings> Issuers { get; set; } = [];
}

/// <summary>Stops the start when an issuer is half configured, or two are the same.</summary>
/// <remarks>It reads the configuration: options that it asked for would be validated here, and say their faults twice.</remarks>
internal sealed class IssuerSettingsRules(IHostEnvironment environment, IConfiguration configuration)
    : IValidateOptions<IssuerList>
{
    public ValidateOptionsResult Validate(string? name, IssuerList options)
    {
        var failures = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (configuration[IdentitySettings.IssuerKey] is { } own)
            known.Add(own.TrimEnd('/'));
        if (configuration.GetSection(CognitoSettings.Section).Get<CognitoSettings>() is { Region.Length: > 0 } pool)
            known.Add(pool.Issuer);

        foreach (var issuer in options.Issuers)
        {
            var section = $"{IssuerSettings.Section}:{issuer.Name}";
            if (!IsAuthority(issuer.Authority))
                failures.Add($"{section}:Authority must be the https address of an issuer; it is '{issuer.Authority}'.");
            else if (!known.Add(issuer.Authority.TrimEnd('/')))
                failures.Add($"{section}:Authority '{issuer.Authority}' is configured already.");
            if (issuer.AllAudiences.Length == 0)
                failures.Add($"{section}:Audience is missing; without it, tokens made for anybody would be accepted.");
            if (issuer.AllAudiences.Intersect(issuer.Clients, StringComparer.Ordinal).FirstOrDefault() is { } both)
                failures.Add($"{section}:ClientIds names '{both}', which is an audience too; an id token would pass for an access token.");
            if (issuer.SubjectClaim.Length == 0)
                failures.Add($"{section}:SubjectClaim must not be empty.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private bool IsAuthority(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (environment.IsDevelopment() || uri.IsLoopback)));
}
