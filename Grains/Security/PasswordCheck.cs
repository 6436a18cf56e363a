namespace Tenantry.Grains;

/// <summary>
/// Checks the password of a user who is signed in and asks for something that a token alone must not get. It counts with the
/// log-ins to the account, so that whoever stole a token does not guess in peace.
/// </summary>
internal sealed class PasswordCheck(IGrainFactory grains, IPasswords passwords)
{
    /// <summary>
    /// The account's hash, if the password is right. Errors: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.TooManyAttempts"/>, <see cref="ErrorCode.PasswordWrong"/>.
    /// </summary>
    public Task<Result<PasswordHash>> Of(UserId user, string password) => Counted<PasswordHash>(user, async () =>
    {
        var hash = await grains.User(user).GetPasswordHash();
        return await passwords.Verify(hash?.Value, password) ? hash! : Errors.PasswordWrong();
    });

    /// <summary>
    /// Passes whoever knows the account's password, and the owner of an account that has none here: a token is all that they can
    /// show. Errors: <see cref="ErrorCode.ValidationFailed"/> when it is missing, those of <see cref="Of"/>.
    /// </summary>
    public async Task<Result<Done>> OfOwner(UserId user, string? password)
    {
        if (!await grains.User(user).HasPassword()) return new Done();
        if (password is null) return Errors.ValidationFailed("password", "is required");

        var hash = await Of(user, password);
        return hash.Succeeded ? new Done() : hash.Error;
    }

    /// <summary>
    /// Tries something that can be guessed. What succeeds forgets the failures. Errors: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.TooManyAttempts"/>, those of the attempt.
    /// </summary>
    public async Task<Result<T>> Counted<T>(UserId user, Func<Task<Result<T>>> attempt)
    {
        var found = await grains.User(user).Get();
        if (!found.Succeeded) return found.Error;
        if (!EmailAddress.TryNormalize(found.Value.Email, out _, out var key)) return Errors.UserNotFound(user);

        var throttle = grains.Throttle("login", key);
        if (await throttle.Attempt() is { } wait) return Errors.TooManyAttempts(wait);
        var result = await attempt();
        // Whatever it failed for: were some failures none, they would make the others be forgotten.
        await (result.Succeeded ? throttle.Succeeded() : throttle.Failed());
        return result;
    }
}
