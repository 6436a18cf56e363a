using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Checks an email address and a password. Whatever does not fit, an unknown account or a wrong password, a known address or
/// none, takes the same steps and so about the same time, and gets the same answer.
/// </summary>
internal sealed partial class LogIn(IGrainFactory grains, IPasswords passwords, LogInLimits limits, ILogger<LogIn> log)
{
    /// <summary>Checks the credentials of a tenant user, or of an operator.</summary>
    public async Task<LogInAnswer> Attempt(ActorKind kind, string email, string password, IPAddress address, CancellationToken cancellation)
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
            limits.Failed(address);
            LogRefused(log, address);
            return LogInAnswer.Refused;
        }

        await throttle.Succeeded();
        LogSignedIn(log, id);
        return LogInAnswer.As(new SessionSubject(kind, id));
    }

    private async Task<(string Id, string? Hash)> FindUser(string key)
    {
        var claim = await grains.EmailClaim(key).Get();
        var user = claim is not null && UserId.TryParse(claim.Owner, null, out var owner) ? owner : Nobody(key);
        return (user.Value, (await grains.User(user).GetPasswordHash())?.Value);
    }

    private async Task<(string Id, string? Hash)> FindOperator(string key)
    {
        var credentials = await grains.Operator(key).GetCredentials();
        return (credentials?.Id.Value ?? "", credentials?.PasswordHash);
    }

    // For an unknown address a user is asked too, one that does not exist: a missing step could be measured.
    private static UserId Nobody(string key) => TypedId.From<UserId>(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)));
}

/// <summary>What became of a log-in.</summary>
/// <param name="Subject">Who logged in; null when nobody did.</param>
/// <param name="RetryAfter">How long to wait, when the attempt was not even looked at.</param>
internal sealed record LogInAnswer(SessionSubject? Subject, TimeSpan? RetryAfter)
{
    public static LogInAnswer Refused { get; } = new(null, null);

    public static LogInAnswer As(SessionSubject subject) => new(subject, null);

    public static LogInAnswer Later(TimeSpan retryAfter) => new(null, retryAfter);
}
