using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells an invitation what has become of it. It says everything, so it may overtake what made the invitation.</summary>
internal sealed record DecideInvitation(OrganizationId Organization, InvitationId Invitation, InvitationDetails Details)
    : Message, IInvitationDecision
{
    /// <summary>The mail that takes a new token; null for none.</summary>
    public MailId? Mail { get; init; }

    /// <summary>What the mail calls the organization.</summary>
    public string OrganizationName { get; init; } = "";

    [JsonIgnore]
    public override string Receiver => $"{Organization}/{Invitation}";

    public InvitationDetails? About(InvitationId invitation) => invitation == Invitation ? Details : null;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Invitation(Organization, Invitation).Follow(Details);
        // Only now, because the mail asks the invitation for its token.
        if (Mail is { } mail)
            await grains.Mail(mail).Enqueue(Details.Mail(Organization, OrganizationName, Invitation));
        return null;
    }
}
