namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    private SecondFactor SecondFactor => State.SecondFactor ?? new();

    public Task<Result<SecondFactorView>> GetSecondFactor()
        => Task.FromResult<Result<SecondFactorView>>(State.Created ? SecondFactor.View() : Errors.UserNotFound(Id));

    public async Task<Result<TotpEnrolment>> EnrolSecondFactor()
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (SecondFactor.IsOn) return Errors.SecondFactorExists();

        var seed = OneTimePassword.NewSeed();
        await CommitUnseen(State with { SecondFactor = SecondFactor.Enrol(seed, secrets) }, Happened(EventTypes.AccountSecondFactorBegun));
        return new TotpEnrolment { Secret = seed, Uri = OneTimePassword.Uri(seed, State.Email, settings.Issuer) };
    }

    public async Task<Result<RecoveryCodes>> ConfirmSecondFactor(string code)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (SecondFactor.PendingSeed is null) return Errors.SecondFactorMissing();

        var codes = RecoveryCode.NewSet();
        if (SecondFactor.Confirm(code, codes, secrets, Now) is not { } confirmed) return Errors.CodeInvalid();
        // What was begun by the password alone, perhaps by a thief, must not outlive it.
        await CommitUnseen(
            State with { SecondFactor = confirmed, Standing = State.Standing.EndAll(Now) },
            NoticeMail(AccountNotice.SecondFactorOn),
            Happened(EventTypes.AccountSecondFactorOn));
        return new RecoveryCodes { Codes = codes };
    }

    public async Task<Result<RecoveryCodes>> RenewRecoveryCodes(SecondFactorProof proof)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (!SecondFactor.IsOn) return Errors.SecondFactorMissing();
        if (Accepted(proof) is not { } accepted) return Errors.CodeInvalid();

        var codes = RecoveryCode.NewSet();
        await CommitUnseen(
            State with { SecondFactor = accepted.WithRecoveryCodes(codes) },
            NoticeMail(AccountNotice.RecoveryCodesRenewed),
            Happened(EventTypes.AccountRecoveryCodesRenewed));
        return new RecoveryCodes { Codes = codes };
    }

    public async Task<Result<Done>> RemoveSecondFactor(SecondFactorProof? proof, Actor actor)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (State.SecondFactor is null) return new Done();
        // Nobody but the user can remove it, so without a proof nothing is.
        if (SecondFactor.IsOn && (proof is null || Accepted(proof) is null)) return Errors.CodeInvalid();

        var happened = Happened(EventTypes.AccountSecondFactorOff, actor);
        // What was begun with it must not go on to count as such.
        if (SecondFactor.IsOn)
            await CommitUnseen(
                State with { SecondFactor = null, Standing = State.Standing.EndAll(Now) }, NoticeMail(AccountNotice.SecondFactorOff), happened);
        else
            await CommitUnseen(State with { SecondFactor = null }, happened);
        return new Done();
    }

    private SecondFactor? Accepted(SecondFactorProof proof) => SecondFactor.Accept(proof, secrets, Now);
}
