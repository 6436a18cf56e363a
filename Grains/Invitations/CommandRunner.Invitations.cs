using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<InvitationView>> Run(Invite invite, CommandIds ids)
    {
        var rules = new FieldRules();
        var invitation = InvitationReading.Read(invite.Invitation, path: "", ids.For<InvitationId>("invitation"), rules);
        if (rules.AreBroken) return rules.ToError();

        var made = await Invite(invite.Organization, [invitation], ids, invite.Actor);
        return made.Succeeded ? made.Value[0] : made.Error;
    }

    private async Task<Result<InvitationBatchView>> Run(InviteMany invite, CommandIds ids)
    {
        if (invite.Invitations.Length is < 1 or > InvitationRules.MostAtOnce)
            return Errors.ValidationFailed("invitations", $"must have 1 to {InvitationRules.MostAtOnce} items");

        var rules = new FieldRules();
        ImmutableArray<NewInvitation> invitations =
        [
            .. invite.Invitations.Select((request, i) =>
                InvitationReading.Read(request, $"invitations.{i}.", ids.For<InvitationId>($"invitation {i}"), rules)),
        ];
        InvitationReading.RefuseRepetitions(invitations, rules);
        if (rules.AreBroken) return rules.ToError();

        var made = await Invite(invite.Organization, invitations, ids, invite.Actor);
        return made.Succeeded ? new InvitationBatchView(made.Value) : made.Error;
    }

    private async Task<Result<InvitationView>> Run(ResendInvitation resend, CommandIds ids)
    {
        var sent = await Settled(
            resend.Organization, grains.Organization(resend.Organization).ResendInvitation(resend.Invitation, ids.Seed, resend.Actor));
        return sent.Succeeded ? await grains.Invitation(resend.Organization, resend.Invitation).Get() : sent.Error;
    }

    private async Task<Result<ImmutableArray<InvitationView>>> Invite(
        OrganizationId organization, ImmutableArray<NewInvitation> invitations, CommandIds ids, Actor actor)
    {
        var made = await Settled(organization, grains.Organization(organization).Invite(new InvitationBatch(invitations, ids.Seed), actor));
        if (!made.Succeeded) return made.Error;

        var views = invitations.Zip(made.Value, (invitation, details) => View(organization, invitation, details));
        return (await Task.WhenAll(views)).ToImmutableArray();
    }

    // A token that no mail takes along is made now, when the invitation is there to know it.
    private async Task<InvitationView> View(OrganizationId organization, NewInvitation invitation, InvitationDetails details)
        => details.View(invitation.Id, revision: 1) with
        {
            Token = invitation.SendMail ? null : (await grains.Invitation(organization, invitation.Id).RevealToken())?.Text,
        };
}
