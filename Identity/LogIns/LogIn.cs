using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Checks an email address and a password, and then the second factor. Whatever does not fit, an unknown account or a wrong
/// password, a known address or none, takes the same steps and so about the same time, and gets the same answer; what comes after
/// the password is learned by those who know it.
/// </summary>
internal sealed partial class LogIn(IGrainFactory grains, IPasswords passwords, LogInLimits limits, ILogger<LogIn> log)
{
    // By the names of RFC 8176.
    private static readonly ImmutableArray<string> Password = ["pwd"];
    private static readonly ImmutableArray<string> PasswordAndCode = ["pwd", "otp"];

    /// <summary>Checks the credentials of a tenant user, or of an operator.</summary>
    public async Task<LogInAnswer> Attempt(
        ActorKind kind, string email, string password, SecondFactorProof? proof, DateTimeOffset began, IPAddress address, CancellationToken cancellation)
    {
        using var place = await limits.Enter(address, cancellation);
        if (!place.IsAcquired)
            return LogInAnswer.Later(LogInLimits.Window);
        if (limits.Wait(address) is { } addressWait)
        {
            LogAddressSlowed(log, address);
            return LogInAnswer.Later(addressWait);
        }

        // What is no email address can be nobody's; it is treated as the address of an account that does not exist.
        if (!EmailAddress.TryNormalize(email, out _, out var key))
            key = "nobody@invalid";

        var throttle = grains.Throttle(kind == ActorKind.Operator ? "operator-login" : "login", key);
        if (await throttle.Attempt() is { } accountWait)
        {
            LogAccountSlowed(log, address);
            return LogInAnswer.Later(accountWait);
        }

        var (id, hash) = kind == ActorKind.Operator ? await FindOperator(key) : await FindUser(key);
        if (!await passwords.Verify(hash, password))
        {
            await throttle.Failed();
            limits.Failed(address);
            LogRefused(log, address);
            return LogInAnswer.Refused;
        }

        switch (await Account(kind, id).SignIn(began, proof))
        {
            case SignInRuling.Admitted:
                await throttle.Succeeded();
                LogSignedIn(log, id);
                return LogInAnswer.As(new SessionSubject(kind, id), Password);
            case SignInRuling.AdmittedWithSecondFactor:
                await throttle.Succeeded();
                LogSignedIn(log, id);
                return LogInAnswer.As(new SessionSubject(kind, id), PasswordAndCode);
            case SignInRuling.SecondFactorMissing:
                // Counts as a failure: whoever knows the password alone must not guess codes in peace.
                await throttle.Failed();
                return LogInAnswer.CodeMissing;
            case SignInRuling.SecondFactorWrong:
                await throttle.Failed();
                limits.Failed(address);
                LogRefused(log, address);
                return LogInAnswer.CodeWrong;
            default:
                await throttle.Failed();
                LogRefused(log, address);
                return LogInAnswer.Refused;
        }
    }

    private IAccountGrain Account(ActorKind kind, string id)
        => kind == ActorKind.Operator ? grains.Operator(OperatorId.Wrap(id)) : grains.User(UserId.Wrap(id));

    private async Task<(string Id, string? Hash)> FindUser(string key)
    {
        var claim = await grains.EmailClaim(key).Get();
        var user = claim is not null && UserId.TryParse(claim.Owner, null, out var owner) ? owner : Nobody<UserId>(key);
        return (user.Value, (await grains.User(user).GetPasswordHash())?.Value);
    }

    private async Task<(string Id, string? Hash)> FindOperator(string key)
    {
        var id = await grains.Staff().Find(key) ?? Nobody<OperatorId>(key);
        return (id.Value, (await grains.Operator(id).GetCredentials())?.PasswordHash);
    }

    // For an unknown address an account is asked too, one that does not exist: a missing step could be measured.
    private static T Nobody<T>(string key)
        where T : struct, ITypedId<T>
        => TypedId.From<T>(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)));
}

/// <summary>What became of a log-in.</summary>
internal sealed record LogInAnswer
{
    public static LogInAnswer Refused { get; } = new();

    /// <summary>The password was right; the account wants a code of its second factor, too.</summary>
    public static LogInAnswer CodeMissing { get; } = new() { WantsCode = true };

    /// <summary>The password was right, the code was not.</summary>
    public static LogInAnswer CodeWrong { get; } = new() { WrongCode = true };

    /// <summary>Who logged in; null when nobody did.</summary>
    public SessionSubject? Subject { get; private init; }

    /// <summary>How they proved who they are.</summary>
    public ImmutableArray<string> Methods { get; private init; } = [];

    /// <summary>How long to wait, when the attempt was not even looked at.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public bool WantsCode { get; private init; }

    public bool WrongCode { get; private init; }

    public static LogInAnswer As(SessionSubject subject, ImmutableArray<string> methods) => new() { Subject = subject, Methods = methods };

    public static LogInAnswer Later(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };
}
