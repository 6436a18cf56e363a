using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

internal sealed partial class MailGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending {Mail} ({Kind}) failed, attempt {Attempt}: {Error} The next attempt is at {Next:u}")]
    private static partial void LogFailed(ILogger logger, MailId mail, MailKind kind, int attempt, string error, DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Mail} ({Kind}) is parked after attempt {Attempt}: {Error}")]
    private static partial void LogParked(ILogger logger, MailId mail, MailKind kind, int attempt, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Mail} is dropped, because its time is over")]
    private static partial void LogExpired(ILogger logger, MailId mail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Mail} is tried again for {Operator}")]
    private static partial void LogRetried(ILogger logger, MailId mail, string? @operator);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Mail} is dropped for {Operator}")]
    private static partial void LogDropped(ILogger logger, MailId mail, string? @operator);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An attempt to send {Mail} ended as {Outcome}, but could not be recorded; another follows")]
    private static partial void LogUnrecorded(ILogger logger, Exception exception, MailId mail, MailOutcome outcome);
}
