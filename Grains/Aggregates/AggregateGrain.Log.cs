using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

internal abstract partial class AggregateGrain<TState>
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A write of {Grain} failed; its activation ends")]
    private static partial void LogWriteFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} ({MessageId}) was refused: {Code}")]
    private static partial void LogRefused(ILogger logger, Guid messageId, Message message, ErrorCode code);
}
