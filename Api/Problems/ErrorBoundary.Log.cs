using Microsoft.Extensions.Logging;

namespace Tenantry.Api;

internal sealed partial class ErrorBoundary
{
    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be served now")]
    private partial void LogUnavailable(string method, string path, Exception exception);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(string method, string path, Exception exception);
}
