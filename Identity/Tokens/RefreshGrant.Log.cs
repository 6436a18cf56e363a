using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

internal sealed partial class RefreshGrant
{
    [LoggerMessage(LogLevel.Warning, "Generation {Generation} of session {Session} was refused: the session has ended, or the token was used twice")]
    private static partial void LogRefused(ILogger log, SessionId session, int generation);
}
