namespace Tenantry.Grains;

/// <summary>What an organization has decided about invitations and announced: it counts from the commit on, delivered or not.</summary>
internal interface IInvitationDecision
{
    /// <summary>What was decided about one invitation; null for nothing.</summary>
    InvitationDetails? About(InvitationId invitation);
}
