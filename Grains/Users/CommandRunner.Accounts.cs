namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<Done>> Run(ProveEmail prove)
        => AccountToken.TryParse(prove.Token, out var token) && token.User == prove.User
            ? await Settled(grains.User(token.User).ProveEmail(token.Hash), grains.User(token.User).Settled)
            : Errors.TokenInvalid();

    private async Task<Result<Done>> Run(SendVerification send)
        => await MayMail(send.User) is { } refusal ? refusal : await grains.User(send.User).AskVerification();

    // The same steps for every address: what tells them apart happens when the mail is sent.
    private async Task<Result<Done>> Run(ForgetPassword forget, CommandIds ids)
    {
        if (!EmailAddress.TryNormalize(forget.Email, out var address, out var key))
            return Errors.ValidationFailed("email", "must be an email address");

        // Where people sign in at a pool, nobody sets a password here; that too looks the same from outside.
        if (await Later("forgot-password", key) is null && pool.Provider is null)
        {
            await grains.Mail(ids.For<MailId>("mail")).Enqueue(new ResetPasswordMail
            {
                To = address,
                EmailKey = key,
                ExpiresAt = time.GetUtcNow() + Proof.Lifetime(ProofPurpose.ResetPassword),
            });
        }

        return new Done();
    }

    private async Task<Result<Done>> Run(ResetPassword reset)
    {
        if (SignsInElsewhere() is { } elsewhere) return elsewhere;
        if (!AccountToken.TryParse(reset.Token, out var token)) return Errors.TokenInvalid();
        var user = await grains.User(token.User).CheckProof(ProofPurpose.ResetPassword, token.Hash);
        if (!user.Succeeded) return user.Error;
        if (Weakness(reset.Password, user.Value) is { } weak) return weak;

        var hash = new PasswordHash(await passwords.Hash(reset.Password));
        var done = await Settled(grains.User(token.User).ResetPassword(token.Hash, hash), grains.User(token.User).Settled);
        // Whoever failed to sign in until they asked for this can sign in now.
        if (done.Succeeded && EmailAddress.TryNormalize(user.Value.Email, out _, out var key))
            await grains.Throttle("login", key).Succeeded();
        return done;
    }

    private async Task<Result<Done>> Run(ChangePassword change)
    {
        if (SignsInElsewhere() is { } elsewhere) return elsewhere;
        var user = await grains.User(change.User).Get();
        if (!user.Succeeded) return user.Error;
        if (Weakness(change.Password, user.Value) is { } weak) return weak;
        var current = await passwordCheck.Of(change.User, change.Current);
        if (!current.Succeeded) return current.Error;

        var hash = new PasswordHash(await passwords.Hash(change.Password));
        return await grains.User(change.User).ChangePassword(current.Value, hash);
    }

    private async Task<Result<Done>> Run(ChangeEmail change)
    {
        var password = await passwordCheck.OfOwner(change.User, change.Password);
        return !password.Succeeded ? password.Error
            : await MayMail(change.User) is { } refusal ? refusal
            : await grains.User(change.User).AskEmailChange(change.Email);
    }

    private async Task<Result<Done>> Run(ConfirmEmailChange confirm)
    {
        if (!AccountToken.TryParse(confirm.Token, out var token) || token.User != confirm.User) return Errors.TokenInvalid();

        var user = grains.User(token.User);
        var wish = await user.ConfirmEmailChange(token.Hash);
        return wish.Succeeded ? await user.EmailChanged(wish.Value, SettleTimeout) : wish.Error;
    }

    private async Task<Result<Done>> Run(CloseAccount close)
    {
        var password = await passwordCheck.OfOwner(close.User, close.Password);
        if (!password.Succeeded) return password.Error;

        var user = grains.User(close.User);
        var closing = await user.Close();
        return closing.Succeeded ? await user.Closed(SettleTimeout) : closing.Error;
    }

    private async Task<Result<Done>> Run(EndSession end)
    {
        if (!await grains.Session(end.User.Value, end.Session).Exists()) return Errors.SessionNotFound(end.Session);

        var user = grains.User(end.User);
        await user.EndSession(end.Session, Actor.User(end.User));
        return await user.Settled(SettleTimeout)
            ? new Done()
            : Errors.TemporarilyUnavailable("The session has ended; its effects are still on their way.");
    }

    private async Task<Result<Done>> Run(EndSessions end)
    {
        await grains.User(end.User).EndSessions(end.Except, Actor.User(end.User));
        return new Done();
    }

    // What is set at the pool would count for nothing here, and the other way round.
    private Error? SignsInElsewhere() => pool.Provider is null ? null : Errors.IdentityElsewhere();

    private Error? Weakness(string password, UserView user)
        => passwords.Weakness(password, user.Email, user.Name) is { } weakness ? Errors.ValidationFailed("password", weakness) : null;

    // Nobody has us write to an address again and again.
    private async Task<Error?> MayMail(UserId user) => await Later("account-mail", user.Value) is { } wait ? Errors.TooManyAttempts(wait) : null;

    // Counts as a failure each time: that it is done is what must not happen too often.
    private async Task<TimeSpan?> Later(string kind, string target)
    {
        var throttle = grains.Throttle(kind, target);
        if (await throttle.Attempt() is { } wait)
            return wait;
        await throttle.Failed();
        return null;
    }
}
