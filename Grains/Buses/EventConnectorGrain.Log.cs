using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

internal sealed partial class EventConnectorGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The bus {Bus} is told of all events behind position {Position}")]
    private static partial void LogFollows(ILogger logger, string bus, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus {Bus} did not take the events behind position {Position}, {Failures} times by now; it is tried again at {RetryAt}. {Reason}")]
    private static partial void LogFailed(ILogger logger, string? bus, long position, int failures, DateTimeOffset? retryAt, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far the bus has been told could not be read or stored; it is tried again")]
    private static partial void LogInterrupted(ILogger logger, Exception exception);
}
