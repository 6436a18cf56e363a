namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public async Task<Result<UserView>> VerifyEmail()
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (State.EmailVerified) return View();

        await Commit(State.Verified(), [Happened(EventTypes.AccountEmailVerified), .. Enrolment(State)]);
        return View();
    }

    public async Task<Result<Done>> AskEmailChange(string email)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (!EmailAddress.TryNormalize(email, out var address, out var key)) return Errors.ValidationFailed("email", "must be an email address");
        if (key == State.EmailKey()) return Errors.ValidationFailed("email", "is the account's address already");

        var order = State.Order + 1;
        await CommitUnseen(
            State.With(new Proof { Purpose = ProofPurpose.ChangeEmail, Email = address, Order = order }) with { Order = order },
            Mail(new EmailChangeMail { To = address, User = Id, Order = order, ExpiresAt = Now + Proof.Lifetime(ProofPurpose.ChangeEmail) }),
            NoticeMail(AccountNotice.EmailChangeAsked),
            // Not the address: it may be somebody else's.
            Happened(EventTypes.AccountEmailChangeAsked));
        return new Done();
    }

    public async Task<Result<NameWish>> ConfirmEmailChange(string tokenHash)
    {
        if (Shown(ProofPurpose.ChangeEmail, tokenHash) is not { } proof || !EmailAddress.TryNormalize(proof.Email, out var address, out var key))
            return Errors.TokenInvalid();
        if (State.IsMoving(out _) || State.IsClosing) return Errors.ChangeInProgress();

        var wish = State.Order + 1;
        await CommitUnseen(State with { Order = wish, Wanted = new WantedEmail(address, key, wish) }, new TakeEmail(key, Id, wish));
        return new NameWish(wish);
    }

    public async Task EmailDecided(ClaimAnswer answer, long wish)
    {
        if (!State.Created || !State.IsMoving(out var wanted) || wanted.Wish != wish) return;
        if (answer != ClaimAnswer.Granted)
        {
            await CommitUnseen(State.Refused(wanted, answer));
            return;
        }

        var next = State.Moved(wanted);
        await Commit(
            next,
            [
                new ConfirmEmailWish(wanted.Key, Id, wish),
                new ReleaseEmail(State.EmailKey(), Id, State.EmailWish),
                new FollowProfile(next.Organizations, Id, next.Name, next.Email),
                Happened(EventTypes.AccountEmailChanged).Changing(("email", State.Email, next.Email)),
                .. Enrolment(next),
            ]);
    }

    public async Task<Result<Done>> EmailChanged(NameWish wish, TimeSpan timeout)
    {
        // Twice: what a decision announces is announced only after what asked for it was delivered.
        var settled = await WhenDelivered(timeout) && await WhenDelivered(timeout);
        if (State.Wanted is { Refusal: { } refusal } refused && refused.Wish == wish.Order)
            return SlugTaking.Pending(Errors.EmailTaken(), refusal);
        return settled
            ? new Done()
            : Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
    }

    public async Task<bool> Yield(string claim)
    {
        if (State.Ended is not null) return true;
        if (!State.Created || State.EmailVerified || State.Used || State.Standing.Disabled || claim != State.EmailClaim()) return false;

        await Commit(
            new UserState { Ended = AccountEnd.Yielded },
            [
                new ReleaseEmail(State.EmailKey(), Id, State.EmailWish),
                Happened(EventTypes.AccountYielded, Actor.System),
                .. State.Organizations.IsEmpty ? [] : new Message[] { new LeaveBehind(Id, State.Organizations) },
            ]);
        return true;
    }

    // Who may join by the domain of a proven address automatically, does.
    private EnrolByDomain[] Enrolment(UserState proven)
        => proven.Organizations.Length < UserState.MostOrganizations ? [new EnrolByDomain(Id, proven.Email, proven.Name)] : [];
}
