using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Tenantry.Grains;

/// <summary>An invitation: what was decided about it, and its tokens.</summary>
internal sealed record InvitationState
{
    // As many as a mail that is tried again may have taken along; one of them arrives.
    private const int MostTokens = 3;

    /// <summary>The last decision; null before the first.</summary>
    public InvitationDetails? Details { get; init; }

    /// <summary>The latest tokens of this sending.</summary>
    public ImmutableArray<IssuedToken> Tokens { get; init; } = [];

    /// <summary>The order of the decision whose expiry the organization was told; 0 for none.</summary>
    public long ExpiryTold { get; init; }

    /// <summary>When the organization has to be told that the time is over; null for never.</summary>
    public DateTimeOffset? ExpiryDue()
        => Details is { Status: InvitationStatus.Pending } details && ExpiryTold < details.Order ? details.ExpiresAt : null;

    /// <summary>Follows a decision. Another sending makes all tokens so far void.</summary>
    public InvitationState Follow(InvitationDetails details)
        => this with { Details = details, Tokens = Details?.Generation == details.Generation ? Tokens : [] };

    public InvitationState Issue(IssuedToken token) => this with { Tokens = [.. Tokens.TakeLast(MostTokens - 1), token] };

    /// <summary>The token with this hash; null when there is none. Takes as long wherever the hashes differ.</summary>
    public IssuedToken? Find(string hash)
    {
        var shown = Convert.FromHexString(hash);
        IssuedToken? found = null;
        foreach (var token in Tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(Convert.FromHexString(token.Hash), shown))
                found = token;
        }

        return found;
    }
}

/// <summary>A token that was issued.</summary>
/// <param name="Hash">The SHA-256 of the secret, in hexadecimal.</param>
/// <param name="Mailed">Whether it went to the invited address, and nowhere else.</param>
internal sealed record IssuedToken(string Hash, bool Mailed);
