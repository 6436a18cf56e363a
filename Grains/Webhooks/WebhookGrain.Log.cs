using Microsoft.Extensions.Logging;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains;

internal sealed partial class WebhookGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of {Webhook} failed; another follows")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception, WebhookId webhook);

    [LoggerMessage(Level = LogLevel.Information, Message = "Delivering {Event} to {Webhook} failed with status {Status}, failure {Failures} in a row")]
    private static partial void LogFailed(ILogger logger, EventId @event, WebhookId webhook, int? status, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Webhook} is disabled: {Reason}")]
    private static partial void LogDisabled(ILogger logger, WebhookId webhook, string reason);
}
