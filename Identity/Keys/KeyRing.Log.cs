using Microsoft.Extensions.Logging;

namespace Tenantry.Identity;

public sealed partial class KeyRing
{
    [LoggerMessage(LogLevel.Information, "Made signing key {Kid}, which signs from {ActiveFrom}")]
    private static partial void LogKeyAdded(ILogger log, string kid, DateTimeOffset activeFrom);

    [LoggerMessage(LogLevel.Debug, "Made the first signing key, {Kid}")]
    private static partial void LogFirstKey(ILogger log, string kid);

    [LoggerMessage(LogLevel.Warning, "The signing keys could not be read again; those known already stay in use")]
    private static partial void LogReadFailed(ILogger log, Exception failure);
}
