using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tenantry.Api.Tests;

/// <summary>Keeps everything that is logged at any level, exceptions included.</summary>
public sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Recording(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Recording(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
