namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<TotpEnrolment>> Run(EnrolSecondFactor enrol)
    {
        if (SignsInElsewhere() is { } elsewhere) return elsewhere;
        var password = await passwordCheck.Of(enrol.User, enrol.Password);
        return password.Succeeded ? await grains.User(enrol.User).EnrolSecondFactor() : password.Error;
    }

    private Task<Result<RecoveryCodes>> Run(ConfirmSecondFactor confirm)
        => passwordCheck.Counted(confirm.User, () => grains.User(confirm.User).ConfirmSecondFactor(confirm.Code));

    private Task<Result<RecoveryCodes>> Run(RenewRecoveryCodes renew)
        => passwordCheck.Counted(renew.User, () => grains.User(renew.User).RenewRecoveryCodes(SecondFactorProof.Of(renew.Code)));

    // Where no factor is on any code would do, and must not make guesses at the password be forgotten.
    private async Task<Result<Done>> Run(RemoveSecondFactor remove)
    {
        var user = grains.User(remove.User);
        var (proof, actor) = (SecondFactorProof.Of(remove.Code), Actor.User(remove.User));
        return await user.GetSecondFactor() is { Value.Enabled: true }
            ? await passwordCheck.Counted(remove.User, () => user.RemoveSecondFactor(proof, actor))
            : await user.RemoveSecondFactor(proof, actor);
    }
}
