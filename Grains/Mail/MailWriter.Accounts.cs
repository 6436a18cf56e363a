namespace Tenantry.Grains;

internal sealed partial class MailWriter
{
    private async Task<MailMessage?> Write(MailId id, VerifyEmailMail mail)
        => (mail.Order == 0 ? await First(mail) : await grains.User(mail.User).IssueProof(ProofPurpose.VerifyEmail, mail.Order)) is { } proof
            ? Fill(id, MailTemplate.VerifyEmail, "/email/verify", proof)
            : null;

    private async ValueTask<IssuedProof> First(VerifyEmailMail mail) => new((await first.Of(mail.User, mail.To)).Text, mail.To, mail.ExpiresAt);

    private async Task<MailMessage?> Write(MailId id, ResetPasswordMail mail)
        => await grains.EmailClaim(mail.EmailKey).Get() is { } claim && TypedId.TryParse<UserId>(claim.Owner, out var user)
            && await grains.User(user).IssueProof(ProofPurpose.ResetPassword, order: 0) is { } proof
                ? Fill(id, MailTemplate.ResetPassword, "/password/reset", proof)
                : null;

    private async Task<MailMessage?> Write(MailId id, EmailChangeMail mail)
        => await grains.User(mail.User).IssueProof(ProofPurpose.ChangeEmail, mail.Order) is { } proof
            ? Fill(id, MailTemplate.EmailChange, "/email/confirm", proof)
            : null;

    private MailMessage Write(MailId id, AccountNoticeMail mail)
    {
        var (subject, what) = Wording(mail.Notice);
        return MailTemplate.AccountNotice.Fill(
            id, mail.To, settings.PublicUrl,
            names: [],
            facts: new() { ["title"] = subject, ["what"] = what, ["day"] = Day(mail.HappenedAt), ["time"] = Time(mail.HappenedAt) });
    }

    // The token is in the fragment, which browsers keep to themselves, so that no log of a server ever has it.
    private MailMessage Fill(MailId id, MailTemplate template, string page, IssuedProof proof)
        => template.Fill(
            id, proof.To, $"{settings.PublicUrl}{page}#token={Uri.EscapeDataString(proof.Token)}",
            names: new() { ["address"] = proof.To },
            facts: new() { ["day"] = Day(proof.ExpiresAt), ["time"] = Time(proof.ExpiresAt) });

    private static (string Subject, string What) Wording(AccountNotice notice) => notice switch
    {
        AccountNotice.PasswordChanged => (
            "Your password was changed", "the password of your account was changed, and whoever was signed in is signed out."),
        AccountNotice.EmailChangeAsked => (
            "Your email address is about to change",
            "somebody who knows your password asked to use another email address for your account. It changes once that address is confirmed."),
        AccountNotice.SecondFactorOn => ("A second factor was switched on", "from now on your account asks for a code at every log-in, and whoever was signed in is signed out."),
        AccountNotice.SecondFactorOff => (
            "The second factor was switched off", "your account does not ask for a code any more, and whoever was signed in is signed out."),
        AccountNotice.RecoveryCodesRenewed => ("Your recovery codes were replaced", "your account has new recovery codes; those before are void."),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice, "No wording for this notice."),
    };
}
