using System.Net;
using Microsoft.Extensions.Logging;

namespace Tenantry.Identity;

internal sealed partial class LogIn
{
    // The email address is left out: people type passwords into the wrong field.
    [LoggerMessage(LogLevel.Information, "A log-in from {Address} was refused")]
    private static partial void LogRefused(ILogger log, IPAddress address);

    [LoggerMessage(LogLevel.Information, "Too many log-ins from {Address} failed; further ones must wait")]
    private static partial void LogAddressSlowed(ILogger log, IPAddress address);

    [LoggerMessage(LogLevel.Information, "Too many log-ins to one account failed; one from {Address} must wait")]
    private static partial void LogAccountSlowed(ILogger log, IPAddress address);

    [LoggerMessage(LogLevel.Debug, "{Id} logged in")]
    private static partial void LogSignedIn(ILogger log, string id);
}
