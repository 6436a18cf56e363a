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
        => Proven(renew.User, renew.Password, renew.Code, proof => grains.User(renew.User).RenewRecoveryCodes(proof));

    private Task<Result<Done>> Run(RemoveSecondFactor remove)
        => Proven(remove.User, remove.Password, remove.Code, proof => grains.User(remove.User).RemoveSecondFactor(proof));

    // By the password, or else by a code, which the account itself checks.
    private async Task<Result<T>> Proven<T>(UserId user, string? password, string? code, Func<SecondFactorProof?, Task<Result<T>>> command)
    {
        if (password is null == code is null) return Errors.ValidationFailed(code is null ? "password" : "code", "either password or code must be given");
        if (password is null) return await passwordCheck.Counted(user, () => command(SecondFactorProof.Of(code)));

        var check = await passwordCheck.Of(user, password);
        return check.Succeeded ? await command(null) : check.Error;
    }
}
