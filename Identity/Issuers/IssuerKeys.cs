using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity;

/// <summary>
/// The keys of one issuer, read when they are first needed, again after half a day, and when a token names one that is not known,
/// but never more often than every half minute. While the issuer does not answer, the keys that are known stay good.
/// </summary>
/// <param name="authority">The issuer.</param>
/// <param name="keysAt">Where its keys are; null to look into its discovery document.</param>
/// <param name="http">Fetches documents.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class IssuerKeys(string authority, string? keysAt, HttpClient http, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromHours(12);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(2);
    private static readonly TimeSpan SearchedAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task? _reading;
    private DateTimeOffset _begun = DateTimeOffset.MinValue;

    /// <summary>What is known; null before it was first read.</summary>
    public IssuerDocument? Known { get; private set; }

    /// <summary>The key of this id; null when the issuer has none.</summary>
    /// <exception cref="TimeoutException">Nothing is known of the issuer, and it does not answer: its tokens may be good or not.</exception>
    public async ValueTask<(IssuerDocument Document, SecurityKey? Key)> Find(string kid)
    {
        var document = await Current();
        if (document.Find(kid) is { } key)
            return (document, key);

        await Read(SearchedAgainAfter);
        return (Known!, Known!.Find(kid));
    }

    private async ValueTask<IssuerDocument> Current()
    {
        if (Known is not { } known || time.GetUtcNow() - known.ReadAt > ReadAgainAfter)
            await Read(TriedAgainAfter);
        return Known is { } current && time.GetUtcNow() - current.ReadAt < ForgottenAfter
            ? current
            : throw new TimeoutException($"The issuer {authority} does not answer.");
    }

    // One reads for all who wait.
    private Task Read(TimeSpan notWithin)
    {
        lock (_lock)
        {
            if (_reading is { IsCompleted: false })
                return _reading;
            if (time.GetUtcNow() - _begun < notWithin)
                return Task.CompletedTask;
            _begun = time.GetUtcNow();
            return _reading = ReadOnce();
        }
    }

    private async Task ReadOnce()
    {
        try
        {
            var (issuer, address) = keysAt is null ? await Discover() : (authority, keysAt);
            var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri(address)));
            Known = new IssuerDocument(issuer, [.. keys.Keys.Where(key => key.Use is null or "" or "sig")], time.GetUtcNow());
        }
        catch (Exception exception)
        {
            LogUnreadable(log, exception, authority);
        }
    }

    private async Task<(string Issuer, string KeysAt)> Discover()
    {
        var text = await http.GetStringAsync(new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"));
        var document = OpenIdConnectConfiguration.Create(text);
        // OpenID Connect Discovery 1.0, section 4.3: otherwise anybody could speak for somebody else.
        if (document.Issuer?.TrimEnd('/') != authority.TrimEnd('/'))
            throw new InvalidOperationException("The discovery document is that of another issuer.");
        if (!Uri.TryCreate(document.JwksUri, UriKind.Absolute, out var keys) || (keys.Scheme != Uri.UriSchemeHttps && keys.Scheme != new Uri(authority).Scheme))
            throw new InvalidOperationException("The discovery document names no place for keys.");
        return (document.Issuer!, document.JwksUri);
    }

    [LoggerMessage(LogLevel.Warning, "The keys of the issuer {Authority} could not be read")]
    private static partial void LogUnreadable(ILogger log, Exception exception, string authority);
}

/// <summary>What an issuer publishes about itself.</summary>
/// <param name="Issuer">How its tokens name it.</param>
/// <param name="Keys">Its keys for signatures.</param>
/// <param name="ReadAt">When this was read.</param>
internal sealed record IssuerDocument(string Issuer, ImmutableArray<JsonWebKey> Keys, DateTimeOffset ReadAt)
{
    /// <summary>The key of this id; null when there is none, or there are two, which nobody could tell apart.</summary>
    public SecurityKey? Find(string kid)
        => Keys.Where(key => key.Kid == kid).Take(2).ToArray() is [var only] ? only : null;
}
