using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

internal sealed partial class PostgresWriter
{
    [LoggerMessage(LogLevel.Error, "A commit failed; the outcome of {Calls} calls is unknown.")]
    private partial void CommitFailed(Exception failure, int calls);

    [LoggerMessage(LogLevel.Warning, "A connection did not close.")]
    private partial void DisposeFailed(Exception failure);
}
