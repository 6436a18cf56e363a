using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes invitations, and orders their mails when they are made. One message for all: a batch would fill an outbox.</summary>
internal sealed record MakeInvitations(OrganizationId Organization, string OrganizationName, ImmutableArray<MadeInvitation> Invitations)
    : Message, IInvitationDecision
{
    [JsonIgnore]
    public override string Receiver => $"{Organization}/{Invitations[0].Id}";

    public InvitationDetails? About(InvitationId invitation) => Find(made => made.Id == invitation)?.Details;

    /// <summary>The invitation of an address; null when none of these is.</summary>
    public InvitationId? Of(string emailKey) => Find(made => made.Details.EmailKey == emailKey)?.Id;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await Task.WhenAll(Invitations.Select(made => Make(grains, made)));
        return null;
    }

    private async Task Make(IGrainFactory grains, MadeInvitation made)
    {
        await Task.WhenAll(
            grains.Invitation(Organization, made.Id).Follow(made.Details),
            grains.InvitedEmail(Organization, made.Details.EmailKey).Follow(made.Id, made.Details.Order));
        // Only now, because the mail asks the invitation for its token.
        if (made.Mail is { } mail)
            await grains.Mail(mail).Enqueue(made.Details.Mail(Organization, OrganizationName, made.Id));
    }

    private MadeInvitation? Find(Func<MadeInvitation, bool> matches) => Invitations.FirstOrDefault(matches);
}

/// <summary>An invitation that was decided to be made.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Details">What was decided.</param>
/// <param name="Mail">The mail that takes its token; null for none.</param>
internal sealed record MadeInvitation(InvitationId Id, InvitationDetails Details, MailId? Mail);
