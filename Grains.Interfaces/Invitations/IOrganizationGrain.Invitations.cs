using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>
    /// Invites all of them or, if one cannot be, none; each holds a seat from now on. Repeating it with the same ids answers the
    /// same. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.MemberExists"/>, <see cref="ErrorCode.AlreadyInvited"/>, <see cref="ErrorCode.LimitReached"/>,
    /// <see cref="ErrorCode.TeamNotFound"/>, those of <see cref="IAccessPolicyGrain.MayGrant"/>, for the teams' roles too.
    /// </summary>
    [Alias("Invite")]
    Task<Result<ImmutableArray<InvitationDetails>>> Invite(InvitationBatch batch, Actor actor);

    /// <summary>
    /// Makes the tokens sent so far void and sends a new one, which is good for as many days as the first was.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.InvitationNotFound"/>, <see cref="ErrorCode.InvitationNotPending"/>.
    /// </summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="decision">Tells the command; a repetition changes nothing.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("ResendInvitation")]
    Task<Result<Done>> ResendInvitation(InvitationId invitation, Guid decision, Actor actor);

    /// <summary>
    /// Takes an invitation back and frees its seat; repeating it changes nothing. Errors: as <see cref="ResendInvitation"/>.
    /// </summary>
    [Alias("RevokeInvitation")]
    Task<Result<Done>> RevokeInvitation(InvitationId invitation, Actor actor);

    /// <summary>
    /// Makes the invited one a member; the invitation's seat becomes the member's. Errors: as <see cref="ResendInvitation"/>;
    /// <see cref="ErrorCode.InvitationForOther"/>, <see cref="ErrorCode.MemberExists"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    /// <param name="invitation">The invitation, whose token the caller has shown.</param>
    /// <param name="user">The invited one.</param>
    /// <param name="decision">Tells the command; a repetition answers the same.</param>
    [Alias("AcceptInvitation")]
    Task<Result<Done>> AcceptInvitation(InvitationId invitation, UserView user, Guid decision);

    /// <summary>
    /// Ends an invitation for the one who was invited, also while the organization is suspended; repeating it changes nothing.
    /// Errors: <see cref="ErrorCode.InvitationNotFound"/>, <see cref="ErrorCode.InvitationNotPending"/>.
    /// </summary>
    [Alias("DeclineInvitation")]
    Task<Result<Done>> DeclineInvitation(InvitationId invitation);

    /// <summary>Ends an invitation whose time is over; called by the invitation's outbox only.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="order">The order of the decision by which its time is over; after a later one it is left as it is.</param>
    [Alias("ExpireInvitation")]
    Task ExpireInvitation(InvitationId invitation, long order);
}

/// <summary>Those who are to be invited together.</summary>
/// <param name="Invitations">1 to 50, each to another address.</param>
/// <param name="Decision">Tells the command.</param>
[GenerateSerializer, Immutable, Alias("InvitationBatch")]
public sealed record InvitationBatch(
    [property: Id(0)] ImmutableArray<NewInvitation> Invitations, [property: Id(1)] Guid Decision);

/// <summary>An invitation to be made.</summary>
[GenerateSerializer, Immutable, Alias("NewInvitation")]
public sealed record NewInvitation
{
    [Id(0)]
    public required InvitationId Id { get; init; }

    /// <summary>As typed, trimmed and in NFC.</summary>
    [Id(1)]
    public required string Email { get; init; }

    /// <summary>The normalized address.</summary>
    [Id(2)]
    public required string EmailKey { get; init; }

    [Id(3)]
    public required RoleSet Roles { get; init; }

    /// <summary>For how many days it is good.</summary>
    [Id(4)]
    public required int Days { get; init; }

    /// <summary>Whether a mail takes the token there.</summary>
    [Id(5)]
    public required bool SendMail { get; init; }

    /// <summary>Where the request has the address, to be named in a refusal.</summary>
    [Id(6)]
    public required string Field { get; init; }

    [Id(7)]
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    public override string ToString() => Id.Value;
}
