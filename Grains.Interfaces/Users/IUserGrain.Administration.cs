using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IUserGrain
{
    /// <summary>The account as operators see it. Errors: <see cref="ErrorCode.UserNotFound"/>.</summary>
    [Alias("GetAccount"), AlwaysInterleave]
    Task<Result<AccountView>> GetAccount();

    /// <summary>Whether the account may be used: it is neither disabled nor ended. Asked whenever somebody asks what the user may do.</summary>
    [Alias("Stands"), AlwaysInterleave]
    ValueTask<bool> Stands();

    /// <summary>Counts the account as used, by a token of an issuer outside, so that it never yields its address. False when there is none.</summary>
    [Alias("Use")]
    Task<bool> Use();

    /// <summary>
    /// Closes the account to its owner from the next request on, and ends all sessions for good. Of an account that is disabled
    /// already nothing changes. Errors: <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>.
    /// </summary>
    [Alias("Disable")]
    Task<Result<AccountView>> Disable(string reason, Actor actor);

    /// <summary>Opens the account again. Repeating it changes nothing. Errors: <see cref="ErrorCode.UserNotFound"/>.</summary>
    [Alias("Enable")]
    Task<Result<AccountView>> Enable(Actor actor);
}
