using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>An account that somebody signs in to with a password and perhaps a second factor: a user's or an operator's.</summary>
[Alias("IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Decides, once the password was found right, whether a session may begin. A second factor that is on must be proven here; a
    /// proof is accepted once.
    /// </summary>
    /// <param name="began">When the password began to be looked at; what ended the sessions since then ends this one too.</param>
    /// <param name="proof">The proof of the second factor; null when none was sent.</param>
    [Alias("SignIn")]
    Task<SignInRuling> SignIn(DateTimeOffset began, SecondFactorProof? proof);

    /// <summary>Ends one session, with its access tokens, from the next request on. Repeating it changes nothing.</summary>
    [Alias("EndSession")]
    Task EndSession(SessionId session, Actor actor);

    /// <summary>How the account stands to a second factor.</summary>
    [Alias("GetSecondFactor"), AlwaysInterleave]
    Task<Result<SecondFactorView>> GetSecondFactor();

    /// <summary>
    /// Makes a seed, which counts once it is confirmed; one that was not confirmed is forgotten.
    /// Errors: <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.SecondFactorExists"/>.
    /// </summary>
    [Alias("EnrolSecondFactor")]
    Task<Result<TotpEnrolment>> EnrolSecondFactor();

    /// <summary>
    /// Switches the second factor on by a first code and ends every session, since those began without it. Errors: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.SecondFactorMissing"/> when there is nothing to confirm, <see cref="ErrorCode.CodeInvalid"/>.
    /// </summary>
    [Alias("ConfirmSecondFactor")]
    Task<Result<RecoveryCodes>> ConfirmSecondFactor(string code);

    /// <summary>
    /// Makes all recovery codes anew; those so far are void.
    /// Errors: <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.SecondFactorMissing"/>, <see cref="ErrorCode.CodeInvalid"/>.
    /// </summary>
    /// <param name="proof">A proof of the second factor.</param>
    [Alias("RenewRecoveryCodes")]
    Task<Result<RecoveryCodes>> RenewRecoveryCodes(SecondFactorProof proof);

    /// <summary>
    /// Switches the second factor off and ends every session, since some count as begun with it; when it is off already, nothing changes.
    /// Errors: <see cref="ErrorCode.UserNotFound"/>, <see cref="ErrorCode.CodeInvalid"/>.
    /// </summary>
    /// <param name="proof">A proof of the second factor; null when an admin switches it off for an operator who has lost it. A user's goes by proof only.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("RemoveSecondFactor")]
    Task<Result<Done>> RemoveSecondFactor(SecondFactorProof? proof, Actor actor);
}

/// <summary>Whether a session may begin.</summary>
[GenerateSerializer, Alias("SignInRuling")]
public enum SignInRuling
{
    /// <summary>There is no such account, it is disabled, or its sessions were ended meanwhile.</summary>
    Refused,

    /// <summary>By the password alone.</summary>
    Admitted,

    /// <summary>By the password and the second factor.</summary>
    AdmittedWithSecondFactor,

    /// <summary>The account has a second factor and none was sent.</summary>
    SecondFactorMissing,

    /// <summary>The code is wrong, or was used before.</summary>
    SecondFactorWrong,
}
