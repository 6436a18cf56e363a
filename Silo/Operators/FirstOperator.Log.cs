namespace Tenantry.Silo;

internal sealed partial class FirstOperator
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The operator account {Email} has the configured password")]
    private static partial void LogConfigured(ILogger log, string email);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Made the first operator account; how to sign in is in {File}")]
    private static partial void LogMadeUp(ILogger log, string file);
}
