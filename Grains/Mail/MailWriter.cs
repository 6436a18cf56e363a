using System.Globalization;

namespace Tenantry.Grains;

/// <summary>Writes out what was ordered, at the moment of sending.</summary>
internal sealed partial class MailWriter(IGrainFactory grains, FirstProof first, MailSettings settings)
{
    /// <summary>The mail; null when it is no longer wanted.</summary>
    public async Task<MailMessage?> Write(MailId id, MailOrder order) => order switch
    {
        InvitationMail invitation => await grains.Invitation(invitation.Organization, invitation.Invitation).IssueToken() is { } token
            ? Write(id, invitation, token.Text)
            : null,
        TrialEndingMail ending => Write(id, ending),
        TrialEndedMail ended => Write(id, ended),
        VerifyEmailMail verify => await Write(id, verify),
        ResetPasswordMail reset => await Write(id, reset),
        EmailChangeMail change => await Write(id, change),
        AccountNoticeMail notice => Write(id, notice),
        WebhookDisabledMail disabled => Write(id, disabled),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.GetType().Name, "No wording for this mail."),
    };

    // The token is in the fragment, which browsers keep to themselves, so that no log of a server ever has it.
    public MailMessage Write(MailId id, InvitationMail mail, string token)
        => MailTemplate.Invitation.Fill(
            id, mail.To, $"{settings.PublicUrl}/invitations#token={Uri.EscapeDataString(token)}",
            names: new()
            {
                ["invites"] = mail.InvitedBy is { } inviter ? $"{inviter} invites you" : "You are invited",
                ["organization"] = mail.OrganizationName,
            },
            facts: new()
            {
                ["role"] = mail.Role == Role.Admin ? "an admin" : $"a {mail.Role.ToString().ToLowerInvariant()}",
                ["day"] = Day(mail.ExpiresAt),
                ["time"] = Time(mail.ExpiresAt),
            });

    private MailMessage Write(MailId id, TrialEndingMail mail)
        => MailTemplate.TrialEnding.Fill(
            id, mail.To, settings.PublicUrl,
            names: new() { ["organization"] = mail.OrganizationName, ["plan"] = mail.Plan },
            facts: new() { ["day"] = Day(mail.TrialEndsAt), ["time"] = Time(mail.TrialEndsAt) });

    private MailMessage Write(MailId id, TrialEndedMail mail)
        => MailTemplate.TrialEnded.Fill(
            id, mail.To, settings.PublicUrl,
            names: new() { ["organization"] = mail.OrganizationName, ["plan"] = mail.Plan },
            facts: new() { ["day"] = Day(mail.TrialEndedAt) });

    private MailMessage Write(MailId id, WebhookDisabledMail mail)
        => MailTemplate.WebhookDisabled.Fill(
            id, mail.To, settings.PublicUrl,
            names: new() { ["owner"] = mail.OrganizationName ?? "all organizations", ["host"] = mail.Host },
            facts: new()
            {
                ["webhook"] = mail.Webhook.Value,
                ["why"] = mail.Reason == "gone" ? "it answered that it is gone (410)" : "every attempt of the last five days has failed",
                ["day"] = Day(mail.DisabledAt),
                ["time"] = Time(mail.DisabledAt),
            });

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
