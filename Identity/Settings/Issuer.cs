using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>
/// The issuer of our tokens, an origin without a trailing slash (RFC 8414 section 2). Unless set, it is the first address that
/// the server listens on, which is known only once it listens; so it is worked out at first use. Silos of one cluster listen
/// on different addresses and accept each other's tokens only when <c>Tenantry:Issuer</c> is set.
/// </summary>
internal sealed class Issuer(IServer server, IOptions<IdentitySettings> settings)
{
    private string? _value;

    public string Value => _value ??= Read();

    private string Read()
    {
        if (settings.Value.Issuer is { } issuer)
            return issuer.TrimEnd('/');

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException($"The server does not listen yet, so the issuer is not known; set {IdentitySettings.IssuerKey}.");
        var address = BindingAddress.Parse(listening);
        var isWildcard = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return new UriBuilder(address.Scheme, isWildcard ? "localhost" : address.Host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}
