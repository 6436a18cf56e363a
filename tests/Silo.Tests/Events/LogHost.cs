using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tenantry.Grains;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;
using Tenantry.Identity;
using Tenantry.Persistence;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Silo.Tests;

/// <summary>Real logs with real signatures, on a clock that is set forward.</summary>
public sealed class LogHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-verify-");
    private readonly OffsetClock _clock = new();
    private WebApplication? _app;

    /// <summary>An export: checkpoint, odd texts, a redaction, signatures, and events behind the last of them.</summary>
    public string[] Lines { get; private set; } = [];

    /// <summary>What the server answers for its log keys.</summary>
    public string Keys { get; private set; } = "";

    internal LogId Log { get; } = LogId.Of(TypedId.From<UserId>(Guid.CreateVersion7()));

    private IGrainFactory Grains => _app!.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSqliteRecordStore(Path.Combine(_folder.FullName, "tenantry.db"));
        builder.Services.AddDataProtection().PersistKeysToFileSystem(_folder);
        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddSingleton<IMailer, NoMail>();
        builder.Services.AddSingleton<IDomainTxtRecords, NoTexts>();
        builder.UseOrleans(silo => silo.UseSingleSilo().AddRecordGrainStorage().AddTenantryGrains());
        _app = builder.Build();
        _app.MapTenantryIdentity();
        await _app.StartAsync();

        using var http = new HttpClient();
        var address = new Uri($"{_app.Urls.Single()}/.well-known/tenantry-log-keys.json");
        Assert.Contains("ES256", await http.GetStringAsync(address), StringComparison.Ordinal);
        Lines = await Fill();
        // After a year and more there is a second key, and the first is still there.
        Keys = await http.GetStringAsync(address);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The lines of an export.</summary>
    internal async Task<string[]> Export(LogId log, AuditFilter? filter = null)
    {
        var plan = await Grains.Lists().PlanExport(new() { Log = log, Format = ExportFormat.Ndjson, Filter = filter ?? new(), Period = new(null, null) });
        var text = new StringBuilder();
        var chunk = default(ExportChunk);
        while (chunk is not { Ends: true })
        {
            chunk = (await Grains.Lists().ReadExport(plan, chunk?.Through, plan.Last)).Value!;
            text.Append(Encoding.UTF8.GetString(chunk.Content));
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    internal TenantEvent Happened(string type, string value) => new()
    {
        Id = TypedId.From<EventId>(Guid.CreateVersion7(_clock.GetUtcNow())),
        Type = type,
        OccurredAt = _clock.GetUtcNow(),
        CausedBy = Actor.User(TypedId.From<UserId>(Guid.CreateVersion7())),
        Subject = Log.Value,
        Data = new Dictionary<string, string?> { ["value"] = value, ["nothing"] = null }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        RequestId = "0af7651916cd43dd8448eb211c80319c",
    };

    internal Task Append(LogId log, params TenantEvent[] events) => Grains.EventLog(log).Append([.. events]);

    internal async Task Pass(LogId log, TimeSpan time)
    {
        _clock.Advance(time);
        await Grains.GetGrain<IWakeableGrain>(Grains.EventLog(log).GetGrainId()).Wake();
    }

    private async Task<string[]> Fill()
    {
        await Append(Log, Happened("user.created", "old"), Happened("user.renamed", "older than a year"));
        await Pass(Log, TimeSpan.FromDays(200));
        var secret = Happened("user.renamed", "Ada Lovelace");
        await Append(Log, Happened("user.renamed", "\"quoted\" back\\slash <é€😀\u2028>\t"), secret, Happened("user.signed_in", "="));
        await Grains.EventLog(Log).Redact(secret.Id, "at their wish", TypedId.From<EventId>(Guid.CreateVersion7(_clock.GetUtcNow())), Actor.System);
        await Pass(Log, TimeSpan.FromDays(200));
        await Append(Log, Happened("user.signed_in", "after the signature"));
        return await Export(Log);
    }

    private sealed class NoMail : IMailer
    {
        public Task Send(MailMessage mail, CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class NoTexts : IDomainTxtRecords
    {
        public Task<IReadOnlyList<string>?> Find(string name) => Task.FromResult<IReadOnlyList<string>?>([]);
    }

    private sealed class OffsetClock : TimeProvider
    {
        private long _offset;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

        public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
    }
}
