using System.Security.Claims;

namespace Tenantry.Grains.Interfaces;

/// <summary>Learns from issuers outside who somebody is. Tokens and signatures are checked here; what an account is made of is decided by grains.</summary>
public interface IExternalIdentities
{
    /// <summary>
    /// Who the caller is, with an email address: from the access token itself, from an id token of the same issuer and subject, or
    /// from the issuer. Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    /// <param name="caller">The caller, as the scheme <see cref="SessionScheme"/> authenticated them.</param>
    /// <param name="idToken">An id token of the same sign-in; null for none.</param>
    /// <param name="cancellation">Ends the question.</param>
    Task<Result<ExternalIdentity>> Describe(ClaimsPrincipal caller, string? idToken, CancellationToken cancellation);

    /// <summary>
    /// Reads the event that a user pool sends when somebody has confirmed their account. Null: it is of a kind that makes no account.
    /// Errors: <see cref="ErrorCode.SignatureInvalid"/>, <see cref="ErrorCode.ValidationFailed"/>.
    /// </summary>
    Result<Confirmation> ReadConfirmation(SignedMessage message);

    /// <summary>The authentication scheme that also lets in who has a good token and no account yet.</summary>
    const string SessionScheme = "Session";

    /// <summary>The claim of who has no account yet: their subject outside. The usual claim is only ever an id of ours.</summary>
    const string SubjectClaim = "external_sub";

    /// <summary>The claim that names the issuer of that subject.</summary>
    const string IssuerClaim = "external_iss";
}

/// <summary>A message from outside, as it came, with the headers of Standard Webhooks.</summary>
public sealed record SignedMessage(string Id, string Timestamp, string Signature, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => nameof(SignedMessage);
}

/// <summary>That somebody has confirmed their account in a user pool.</summary>
/// <param name="Identity">Who; null when nothing is to be made of it.</param>
/// <param name="OrganizationName">What they called their organization; null when they did not say.</param>
public sealed record Confirmation(ExternalIdentity? Identity, string? OrganizationName)
{
    public override string ToString() => nameof(Confirmation);
}
