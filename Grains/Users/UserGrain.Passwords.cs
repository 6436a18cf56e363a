namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    // A disabled account looks like none to whoever types a password.
    public Task<PasswordHash?> GetPasswordHash()
        => Task.FromResult(State is { Created: true, PasswordHash.Length: > 0, Standing.Disabled: false } ? new PasswordHash(State.PasswordHash) : null);

    public Task<bool> HasPassword() => Task.FromResult(State.PasswordHash.Length > 0);

    public async Task<Result<Done>> ResetPassword(string tokenHash, PasswordHash password)
    {
        if (Shown(ProofPurpose.ResetPassword, tokenHash) is null) return Errors.TokenInvalid();

        // The token went to the address, and nowhere else. Was nothing proven before, then whoever made the account may be a stranger:
        // neither their second factor nor whom they linked from outside stays.
        var next = WithPassword(password).Verified();
        if (!State.EmailVerified)
            next = next with { SecondFactor = null, Standing = State.Standing.EndAllAndLinks(Now) };
        await Commit(
            next,
            [
                NoticeMail(AccountNotice.PasswordChanged),
                Happened(EventTypes.AccountPasswordReset, Actor.Public),
                .. Proven(),
                .. Enrolment(State),
            ]);
        return new Done();
    }

    public async Task<Result<Done>> ChangePassword(PasswordHash current, PasswordHash password)
    {
        if (!State.Created || State.PasswordHash != current.Value) return Errors.PasswordWrong();

        await CommitUnseen(WithPassword(password), NoticeMail(AccountNotice.PasswordChanged), Happened(EventTypes.AccountPasswordChanged));
        return new Done();
    }

    private AppendEvents[] Proven() => State.EmailVerified ? [] : [Happened(EventTypes.AccountEmailVerified, Actor.Public)];

    // Whoever changes it may do so because somebody else knew it: nothing that was begun with it goes on.
    private UserState WithPassword(PasswordHash password) => State.Without(ProofPurpose.ResetPassword).Without(ProofPurpose.ChangeEmail) with
    {
        PasswordHash = password.Value,
        Standing = State.Standing.EndAll(Now),
    };
}
