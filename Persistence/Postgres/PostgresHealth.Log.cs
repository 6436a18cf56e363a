using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

internal sealed partial class PostgresHealth
{
    [LoggerMessage(LogLevel.Error, "PostgreSQL does not answer; everything that needs it fails until it does.")]
    private partial void FellSilent();

    [LoggerMessage(LogLevel.Information, "PostgreSQL answers again, after {Seconds:F1} s.")]
    private partial void AnswersAgain(double seconds);
}
