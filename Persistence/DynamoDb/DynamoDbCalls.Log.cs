using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

internal sealed partial class DynamoDbCalls
{
    [LoggerMessage(LogLevel.Error, "DynamoDB does not answer; calls fail at once until it does.")]
    private partial void LogOutageBegan(Exception failure);

    [LoggerMessage(LogLevel.Warning, "DynamoDB answers again, after {Outage}.")]
    private partial void LogOutageEnded(TimeSpan outage);

    [LoggerMessage(LogLevel.Error, "DynamoDB refuses a call.")]
    private partial void LogRefused(Exception refusal);
}
