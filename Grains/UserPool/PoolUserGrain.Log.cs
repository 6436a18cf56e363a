using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

internal sealed partial class PoolUserGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The pool did not follow {User}, attempt {Attempt}: {Error} The next attempt is at {Next:u}")]
    private static partial void LogFailed(ILogger logger, UserId user, int attempt, string error, DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pool does not follow {User}, parked after attempt {Attempt}: {Error}")]
    private static partial void LogParked(ILogger logger, UserId user, int attempt, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pool is told about {User} again for {Operator}")]
    private static partial void LogRetried(ILogger logger, UserId user, string? @operator);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pool is left as it is about {User} for {Operator}")]
    private static partial void LogDropped(ILogger logger, UserId user, string? @operator);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of telling the pool about {User} could not be recorded; another attempt follows")]
    private static partial void LogUnrecorded(ILogger logger, Exception exception, UserId user);
}
