using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>All issuers whose tokens are accepted beside our own. Each has its own keys and its own troubles.</summary>
internal sealed class TrustedIssuers : IDisposable
{
    private const int LargestDocument = 512 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // Whoever is asked answers; being sent elsewhere is a way into inner networks.
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestDocument,
    };

    private readonly FrozenDictionary<string, TrustedIssuer> _byAuthority;

    public TrustedIssuers(IOptions<IssuerList> list, IOptions<CognitoSettings> cognito, TimeProvider time, ILogger<TrustedIssuers> log)
    {
        var issuers = list.Value.Issuers.Select(settings
            => new TrustedIssuer(settings, new IssuerKeys(settings.Authority, keysAt: null, _http, time, log), isPool: false));
        if (cognito.Value is { IsUsed: true } pool)
            issuers = issuers.Append(Pool = PoolOf(pool, time, log));
        _byAuthority = issuers.ToFrozenDictionary(issuer => issuer.Authority.TrimEnd('/'));
    }

    /// <summary>The pool that accounts here are told to; null when there is none.</summary>
    public TrustedIssuer? Pool { get; }

    public bool Any => _byAuthority.Count > 0;

    /// <summary>The issuer that a token names; null when it is not trusted.</summary>
    public TrustedIssuer? Find(string issuer) => _byAuthority.GetValueOrDefault(issuer.TrimEnd('/'));

    public void Dispose() => _http.Dispose();

    private TrustedIssuer PoolOf(CognitoSettings pool, TimeProvider time, ILogger log)
    {
        var settings = new IssuerSettings
        {
            Name = CognitoSettings.Provider,
            Authority = pool.Issuer,
            ClientIds = pool.ClientIds,
            TrustSecondFactor = pool.TrustSecondFactor,
        };
        // Where a pool's keys are is documented, so there is nothing to discover.
        return new TrustedIssuer(settings, new IssuerKeys(pool.Issuer, $"{pool.Issuer}/.well-known/jwks.json", _http, time, log), isPool: true);
    }
}
