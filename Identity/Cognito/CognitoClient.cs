using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>The client of the configured user pool, made at first use: only then are credentials looked for.</summary>
internal sealed class CognitoClient(IOptions<CognitoSettings> settings) : IDisposable
{
    // Cognito allows few requests a second, and what waits here is tried again by nobody.
    private const int AtOnce = 16;
    private const int Retries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Lazy<AmazonCognitoIdentityProviderClient> _client = new(() => Make(settings.Value));

    public string UserPoolId => settings.Value.UserPoolId;

    /// <summary>Sends a request when its turn has come.</summary>
    public async Task<TResponse> Send<TResponse>(
        Func<AmazonCognitoIdentityProviderClient, Task<TResponse>> request, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await request(_client.Value);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        _places.Dispose();
    }

    private static AmazonCognitoIdentityProviderClient Make(CognitoSettings settings)
    {
        var config = new AmazonCognitoIdentityProviderConfig { Timeout = Patience, MaxErrorRetry = Retries };
        if (settings.ServiceUrl is { } address)
            (config.ServiceURL, config.AuthenticationRegion) = (address, settings.Region);
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Region);
        return new AmazonCognitoIdentityProviderClient(config);
    }
}
