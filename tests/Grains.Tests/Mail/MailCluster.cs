using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Tenantry.Persistence;

namespace Tenantry.Grains.Tests;

/// <summary>A silo with a clock and a mailer that tests can steer.</summary>
public sealed class MailCluster : IAsyncLifetime, ILoggerProvider
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tenantry-mails-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private SqliteRecordStore? _store;
    private InProcessTestCluster? _cluster;

    public IGrainFactory Grains => _cluster!.Client;

    public IRecordStore Store => _store!;

    /// <summary>What the grains logged, exceptions included.</summary>
    public IReadOnlyCollection<string> Log => _log;

    internal OffsetClock Clock { get; } = new();

    internal RecordingMailer Mailer { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteRecordStore(Path.Combine(_folder, "tenantry.db"), NullLogger<SqliteRecordStore>.Instance);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton(Store);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer>(Mailer);
            silo.Services.AddSingleton<IDomainTxtRecords, PublishedTexts>();
            silo.Services.AddLogging(logging => logging.AddProvider(this).AddFilter<MailCluster>("Tenantry", LogLevel.Trace));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Orders a mail.</summary>
    internal async Task<IMailGrain> Order(MailOrder order)
    {
        var mail = NewMail();
        await mail.Enqueue(order);
        return mail;
    }

    internal IMailGrain NewMail() => Grains.Mail(TypedId.From<MailId>(Guid.CreateVersion7(Clock.GetUtcNow())));

    /// <summary>Sets the clock forward to when the mail is tried again, and wakes it as a sweep would.</summary>
    internal async Task Pass(IMailGrain mail, TimeSpan time)
    {
        Clock.Advance(time);
        await Grains.GetGrain<IWakeableGrain>(mail.GetGrainId()).Wake();
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Recording(_log);

    void IDisposable.Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Recording(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
