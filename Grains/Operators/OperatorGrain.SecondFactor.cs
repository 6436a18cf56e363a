namespace Tenantry.Grains;

internal sealed partial class OperatorGrain
{
    private SecondFactor SecondFactor => State.SecondFactor ?? new();

    public async Task<SignInRuling> SignIn(DateTimeOffset began, SecondFactorProof? proof)
    {
        if (!State.Created || !State.Standing.Admits(session: null, began)) return SignInRuling.Refused;
        if (!SecondFactor.IsOn) return SignInRuling.Admitted;
        if (proof is null) return SignInRuling.SecondFactorMissing;
        if (Accepted(proof) is not { } accepted) return SignInRuling.SecondFactorWrong;

        await CommitUnseen(State with { SecondFactor = accepted });
        return SignInRuling.AdmittedWithSecondFactor;
    }

    public Task<Result<SecondFactorView>> GetSecondFactor()
        => Task.FromResult<Result<SecondFactorView>>(State.Created ? SecondFactor.View() : Errors.OperatorNotFound(Id));

    public async Task<Result<TotpEnrolment>> EnrolSecondFactor()
    {
        if (!State.Created) return Errors.OperatorNotFound(Id);
        if (SecondFactor.IsOn) return Errors.SecondFactorExists();

        var seed = OneTimePassword.NewSeed();
        await CommitUnseen(
            State with { SecondFactor = SecondFactor.Enrol(seed, secrets) }, Happened(EventTypes.OperatorSecondFactorBegun, Actor.Operator(Id)));
        return new TotpEnrolment { Secret = seed, Uri = OneTimePassword.Uri(seed, State.Email, settings.Issuer) };
    }

    public async Task<Result<RecoveryCodes>> ConfirmSecondFactor(string code)
    {
        if (!State.Created) return Errors.OperatorNotFound(Id);
        if (SecondFactor.PendingSeed is null) return Errors.SecondFactorMissing();

        var codes = RecoveryCode.NewSet();
        if (SecondFactor.Confirm(code, codes, secrets, Now) is not { } confirmed) return Errors.CodeInvalid();
        // What was begun by the password alone, perhaps by a thief, must not outlive it.
        await Commit(
            State with { SecondFactor = confirmed, Standing = State.Standing.EndAll(Now) },
            Happened(EventTypes.OperatorSecondFactorOn, Actor.Operator(Id)));
        return new RecoveryCodes { Codes = codes };
    }

    public async Task<Result<RecoveryCodes>> RenewRecoveryCodes(SecondFactorProof proof)
    {
        if (!State.Created) return Errors.OperatorNotFound(Id);
        if (!SecondFactor.IsOn) return Errors.SecondFactorMissing();
        if (Accepted(proof) is not { } accepted) return Errors.CodeInvalid();

        var codes = RecoveryCode.NewSet();
        await CommitUnseen(
            State with { SecondFactor = accepted.WithRecoveryCodes(codes) },
            Happened(EventTypes.OperatorRecoveryCodesRenewed, Actor.Operator(Id)));
        return new RecoveryCodes { Codes = codes };
    }

    public async Task<Result<Done>> RemoveSecondFactor(SecondFactorProof? proof, Actor actor)
    {
        if (!State.Created) return Errors.OperatorNotFound(Id);
        if (State.SecondFactor is null) return new Done();
        // Another admin removes a lost one without a proof.
        if (SecondFactor.IsOn && proof is not null && Accepted(proof) is null) return Errors.CodeInvalid();

        // What was begun with it must not go on to count as such.
        await Commit(
            State with { SecondFactor = null, Standing = SecondFactor.IsOn ? State.Standing.EndAll(Now) : State.Standing },
            Happened(EventTypes.OperatorSecondFactorOff, actor));
        return new Done();
    }

    private SecondFactor? Accepted(SecondFactorProof proof) => SecondFactor.Accept(proof, secrets, Now);
}
