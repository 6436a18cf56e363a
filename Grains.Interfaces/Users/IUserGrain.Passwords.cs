using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IUserGrain
{
    /// <summary>Whether a password of the account is kept here. None is of whoever signs in elsewhere.</summary>
    [Alias("HasPassword"), AlwaysInterleave]
    Task<bool> HasPassword();

    /// <summary>
    /// Gives the account another password by a mailed token, which verifies the address too, and ends every session.
    /// Errors: <see cref="ErrorCode.TokenInvalid"/>.
    /// </summary>
    [Alias("ResetPassword")]
    Task<Result<Done>> ResetPassword(string tokenHash, PasswordHash password);

    /// <summary>
    /// Gives the account another password and ends every session. Errors: <see cref="ErrorCode.PasswordWrong"/> when the password
    /// that was checked is not the account's any more.
    /// </summary>
    [Alias("ChangePassword")]
    Task<Result<Done>> ChangePassword(PasswordHash current, PasswordHash password);
}
