using System.Collections.Immutable;
using OpenIddict.Server;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Who asks for a token, and whom it can be for.</summary>
internal sealed record TokenClient
{
    private const string Property = "tenantry:client";

    /// <summary>The provider's own pages, programs and scripts, which are not registered.</summary>
    public static readonly TokenClient FirstParty = new() { Grants = [ClientGrants.Password, ClientGrants.RefreshToken], Audiences = [Grains.Interfaces.Audiences.Tenantry] };

    /// <summary>The registered client; null for none.</summary>
    public ClientId? Id { get; init; }

    /// <summary>The API key that acts as its own client; null for none.</summary>
    public KeyHolder? Key { get; init; }

    /// <summary>How it may get tokens.</summary>
    public required ImmutableArray<string> Grants { get; init; }

    /// <summary>Whom its tokens can be for.</summary>
    public required ImmutableArray<string> Audiences { get; init; }

    /// <summary>Whom this token is for (RFC 8707 section 2.2); null when the client asks for an audience that is not its own.</summary>
    public ImmutableArray<string>? Chosen(ImmutableArray<string> resources)
        => resources.IsEmpty ? (Audiences.Contains(Grains.Interfaces.Audiences.Tenantry) ? [Grains.Interfaces.Audiences.Tenantry] : Audiences)
            : resources.All(Audiences.Contains) ? [.. resources.Distinct()]
            : null;

    public static void Remember(OpenIddictServerTransaction transaction, TokenClient client) => transaction.SetProperty(Property, client);

    public static TokenClient Of(OpenIddictServerTransaction transaction) => transaction.GetProperty<TokenClient>(Property) ?? FirstParty;
}
