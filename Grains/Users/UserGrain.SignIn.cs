namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public async Task<SignInRuling> SignIn(DateTimeOffset began, SecondFactorProof? proof)
    {
        if (!State.Created || !State.Standing.Admits(session: null, began)) return SignInRuling.Refused;
        if (!SecondFactor.IsOn)
        {
            if (!State.Used)
                await CommitUnseen(State with { Used = true });
            return SignInRuling.Admitted;
        }

        if (proof is null) return SignInRuling.SecondFactorMissing;
        if (Accepted(proof) is not { } accepted) return SignInRuling.SecondFactorWrong;
        await CommitUnseen(State with { Used = true, SecondFactor = accepted });
        return SignInRuling.AdmittedWithSecondFactor;
    }

    public async Task<bool> Use()
    {
        if (State is { Created: true, Used: false })
            await CommitUnseen(State with { Used = true });
        return State.Created;
    }
}
