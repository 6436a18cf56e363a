using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// One invitation to one organization, and the hashes of its tokens. The organization decides what becomes of it, since it counts
/// the seat, and tells it by messages that carry an order number; older ones than the last are ignored.
/// </summary>
[Alias("IInvitationGrain")]
public partial interface IInvitationGrain : IGrainWithStringKey
{
    /// <summary>Follows a decision of the organization; called by its outbox only.</summary>
    [Alias("Follow")]
    Task Follow(InvitationDetails details);

    /// <summary>
    /// Makes a fresh single-use token, of which only a hash is kept, for the one who sends it by mail; null when the invitation
    /// is not pending any more.
    /// </summary>
    [Alias("IssueToken")]
    Task<InvitationSecret?> IssueToken();

    /// <summary>As <see cref="IssueToken"/>, for an inviter who hands it over themselves: it proves no email address.</summary>
    [Alias("RevealToken")]
    Task<InvitationSecret?> RevealToken();

    /// <summary>
    /// Checks a token by its hash. Errors: <see cref="ErrorCode.InvitationNotFound"/>, alike for an invitation that never was and
    /// for a token that is not one of its own.
    /// </summary>
    [Alias("Present"), AlwaysInterleave]
    Task<Result<PresentedInvitation>> Present(string tokenHash);

    /// <summary>
    /// As <see cref="Present"/>, for who wants to see what can still be accepted. Errors beside its own:
    /// <see cref="ErrorCode.InvitationNotPending"/>.
    /// </summary>
    [Alias("Open"), AlwaysInterleave]
    Task<Result<PresentedInvitation>> Open(string tokenHash);

    /// <summary>The invitation. Errors: <see cref="ErrorCode.InvitationNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<InvitationView>> Get();
}

/// <summary>An invitation whose token was shown.</summary>
/// <param name="Details">The invitation.</param>
/// <param name="Mailed">Whether the token went to the invited address, so that who shows it has read the mail.</param>
[GenerateSerializer, Immutable, Alias("PresentedInvitation")]
public sealed record PresentedInvitation([property: Id(0)] InvitationDetails Details, [property: Id(1)] bool Mailed);

/// <summary>A whole token. Orleans writes what grains answer into its traces, so it is not a bare text.</summary>
/// <param name="Text">The token, for the invited one alone.</param>
[GenerateSerializer, Immutable, Alias("InvitationSecret")]
public sealed record InvitationSecret([property: Id(0)] string Text)
{
    public override string ToString() => nameof(InvitationSecret);
}
