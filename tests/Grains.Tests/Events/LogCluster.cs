using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Tenantry.Persistence;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains.Tests;

/// <summary>A silo whose clock tests set forward and whose store they watch; it can be killed and started again.</summary>
public sealed class LogCluster : IAsyncLifetime
{
    private TestStore? _store;
    private InProcessTestCluster? _cluster;

    public IGrainFactory Grains => _cluster!.Client;

    internal CountingStore Store { get; private set; } = null!;

    internal OffsetClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.Open();
        Store = new CountingStore(_store.Records);
        await Start();
    }

    /// <summary>Ends the silo as a crash would, and starts another.</summary>
    public async Task KillAndRestart()
    {
        await _cluster!.KillSiloAsync(_cluster.Silos.Single());
        await _cluster.DisposeAsync();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    internal TenantEvent Happened(string type = "test.happened", Actor? by = null, string subject = "test", string? value = null) => new()
    {
        Id = TypedId.From<EventId>(Guid.CreateVersion7(Clock.GetUtcNow())),
        Type = type,
        OccurredAt = Clock.GetUtcNow(),
        CausedBy = by ?? Actor.System,
        Subject = subject,
        Data = value is null ? ImmutableSortedDictionary<string, string?>.Empty : ImmutableSortedDictionary<string, string?>.Empty.Add("value", value),
    };

    internal Task Append(LogId log, params TenantEvent[] events) => Grains.EventLog(log).Append([.. events]);

    internal static LogId NewLog() => LogId.Of(TypedId.From<OrganizationId>(Guid.CreateVersion7()));

    /// <summary>The log of a user, which is kept for a year.</summary>
    internal static LogId NewUserLog() => LogId.Of(TypedId.From<UserId>(Guid.CreateVersion7()));

    /// <summary>Sets the clock forward, and wakes the log as a sweep would.</summary>
    internal async Task Pass(LogId log, TimeSpan time)
    {
        Clock.Advance(time);
        await Grains.GetGrain<IWakeableGrain>(Grains.EventLog(log).GetGrainId()).Wake();
    }

    internal async Task<LogHead> Head(LogId log)
        => await _store!.Records.Read(new RecordKey(LogPages.PartitionOf(log), LogPages.BeforeAll)) is { } head ? GrainJson.Read<LogHead>(head.Body) : new LogHead();

    internal async Task<ImmutableArray<LogEntry>> Entries(LogId log)
    {
        var entries = ImmutableArray.CreateBuilder<LogEntry>();
        await foreach (var page in LogPages.From(Store, LogPages.PartitionOf(log), 0))
            entries.AddRange(GrainJson.Read<LogRecord>(page.Body).Entries);
        return entries.ToImmutable();
    }

    /// <summary>Checks that the log has no gap and is one chain from its checkpoint, or from its beginning.</summary>
    internal async Task AssertChain(LogId log)
    {
        var checkpoint = (await Head(log)).Checkpoint?.Statement;
        var (sequence, hash) = (checkpoint?.Sequence ?? 0, checkpoint?.Hash ?? EventChain.Root);
        foreach (var entry in await Entries(log))
        {
            Assert.Equal(++sequence, entry.Sequence);
            Assert.True(EventChain.Verify(hash, entry), $"Event {entry.Sequence} breaks the chain.");
            hash = entry.Hash;
        }
    }

    /// <summary>The text of an export, in parts as small as they come.</summary>
    internal async Task<string> Export(ExportPlan plan, long? after = null)
    {
        var text = new StringBuilder();
        while (true)
        {
            var chunk = (await Grains.Lists().ReadExport(plan, after, plan.Last)).Value!;
            text.Append(Encoding.UTF8.GetString(chunk.Content));
            if (chunk.Ends)
                return text.ToString();
            after = chunk.Through;
        }
    }

    internal Task<ExportPlan> Plan(LogId log, ExportFormat format = ExportFormat.Ndjson, AuditFilter? filter = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
        => Grains.Lists().PlanExport(new() { Log = log, Format = format, Filter = filter ?? new(), Period = new(from, to) });

    internal async Task<JsonNode[]> Lines(LogId log, AuditFilter? filter = null)
        => [.. (await Export(await Plan(log, filter: filter))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private async Task Start()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton<IRecordStore>(Store);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer, RecordingMailer>();
            silo.Services.AddSingleton<IDomainTxtRecords, PublishedTexts>();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }
}
