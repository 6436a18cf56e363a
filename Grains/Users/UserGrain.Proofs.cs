using System.Security.Cryptography;

namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public async Task<IssuedProof?> IssueProof(ProofPurpose purpose, long order)
    {
        if (!State.Created || State.Wanting(purpose, order) is not { } wanted) return null;

        var token = AccountToken.Issue(Id, RandomNumberGenerator.GetBytes(32), out var text);
        var expiry = Now + Proof.Lifetime(purpose);
        await CommitUnseen(
            State.With(wanted with { Hash = token.Hash, ExpiresAt = expiry }),
            // Whoever asks for the others is signed in, and is told of with the asking.
            purpose == ProofPurpose.ResetPassword ? [Happened(EventTypes.AccountPasswordResetAsked, Actor.Public)] : []);
        return new IssuedProof(text, wanted.Email, expiry);
    }

    public Task<Result<UserView>> CheckProof(ProofPurpose purpose, string tokenHash)
        => Task.FromResult<Result<UserView>>(Shown(purpose, tokenHash) is null ? Errors.TokenInvalid() : View());

    public async Task<Result<Done>> ProveEmail(string tokenHash)
    {
        if (Shown(ProofPurpose.VerifyEmail, tokenHash) is null && !await IsFirst(tokenHash)) return Errors.TokenInvalid();

        await VerifyEmail();
        return new Done();
    }

    public async Task<Result<Done>> AskVerification()
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (State.EmailVerified) return new Done();

        var order = State.Order + 1;
        await CommitUnseen(
            State.With(new Proof { Purpose = ProofPurpose.VerifyEmail, Email = State.Email, Order = order }) with { Order = order },
            VerificationMail(State.Email, order),
            Happened(EventTypes.AccountVerificationAsked));
        return new Done();
    }

    // Good until the address is verified or changed, another mail was asked for, or its time is up.
    private async ValueTask<bool> IsFirst(string tokenHash)
        => State.AwaitsFirstProof(Now) && (await first.Of(Id, State.Email)).Token.Is(tokenHash);

    private Proof? Shown(ProofPurpose purpose, string tokenHash) => State.Created ? State.Shown(purpose, tokenHash, Now) : null;

    private SendMail VerificationMail(string to, long order) => Mail(Proof.Verification(Id, to, order, Now));

    private SendMail NoticeMail(AccountNotice notice) => Mail(new AccountNoticeMail { To = State.Email, Notice = notice, HappenedAt = Now });

    private SendMail Mail(MailOrder order) => new(Ids.New<MailId>(), order);
}
