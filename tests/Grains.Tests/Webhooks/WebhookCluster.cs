using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Tenantry.Persistence;
using Tenantry.Silo;
using Tenantry.Webhooks.Tests;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains.Tests;

/// <summary>Two silos that send webhooks for real, to loopback only, by a schedule a thousand times as fast, on a clock that can be set forward.</summary>
public sealed class WebhookCluster : IAsyncLifetime
{
    public const double RetryScale = 0.001;

    private readonly string _folder = Directory.CreateTempSubdirectory("tenantry-webhooks-").FullName;
    private SqliteRecordStore? _store;
    private InProcessTestCluster? _cluster;

    public IGrainFactory Grains => _cluster!.Client;

    public IRecordStore Store => _store!;

    internal OffsetClock Clock { get; } = new();

    internal RecordingMailer Mailer { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteRecordStore(Path.Combine(_folder, "tenantry.db"), NullLogger<SqliteRecordStore>.Instance);
        _cluster = Cluster(silos: 2);
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A cluster that does not know of this one, on the same store: every grain can be active in both.</summary>
    internal async Task<InProcessTestCluster> StartTwin()
    {
        var twin = Cluster(silos: 1);
        await twin.DeployAsync();
        return twin;
    }

    /// <summary>An endpoint of an organization; of the platform when it is null.</summary>
    internal async Task<Endpoint> Make(OrganizationId? organization, Receiver receiver, bool strict = false, params ImmutableArray<string> types)
    {
        var outcome = await Grains.Commands().Run(new CreateWebhook
        {
            Organization = organization,
            Url = receiver.Url,
            Strict = strict,
            EventTypes = types,
            Actor = Actor.System,
        });
        Assert.Null(outcome.Error);
        var view = (WebhookView)outcome.Value!;
        return new Endpoint(this, organization, view.Id, view.Secret!);
    }

    internal static OrganizationId NewOrganization() => TypedId.From<OrganizationId>(Guid.CreateVersion7());

    /// <summary>Puts so many events into a log; answers their ids.</summary>
    internal async Task<ImmutableArray<string>> Happen(LogId log, int count, string type = "member.added")
    {
        var events = Enumerable.Range(0, count).Select(_ => new TenantEvent
        {
            Id = TypedId.From<EventId>(Guid.CreateVersion7(Clock.GetUtcNow())),
            Type = type,
            OccurredAt = Clock.GetUtcNow(),
            CausedBy = Actor.System,
            Subject = "usr_01k9q0z3v8e2r9x4m7c5t1b6nb",
        }).ToImmutableArray();
        await Grains.EventLog(log).Append(events);
        return [.. events.Select(happened => happened.Id.Value)];
    }

    private InProcessTestCluster Cluster(short silos)
    {
        var loopback = new NetworkGuard([IPNetwork.Parse("127.0.0.0/8")]);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton(Store);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer>(Mailer);
            silo.Services.AddSingleton<IDomainTxtRecords, PublishedTexts>();
            silo.Services.AddSingleton(new WebhookSettings { Networks = loopback, RetryScale = RetryScale });
            silo.Services.AddSingleton<IWebhookSender>(new WebhookSender(loopback, TimeProvider.System, patience: TimeSpan.FromSeconds(1)));
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        return builder.Build();
    }
}

/// <summary>An endpoint of a test.</summary>
internal sealed record Endpoint(WebhookCluster Cluster, OrganizationId? Organization, WebhookId Id, string Secret)
{
    public IWebhookGrain Grain => Cluster.Grains.Webhook(Organization, Id);

    public async Task<WebhookView> View() => (await Grain.Get()).Value!;

    public async Task<WebhookDeliveryView?> Delivery(string @event)
        => (await Cluster.Grains.Lists().WebhookDelivery(Organization, Id, EventId.Wrap(@event))).Value;

    /// <summary>Wakes the endpoint, or one of its deliveries, as a sweep would.</summary>
    public Task Wake(string? @event = null)
        => Cluster.Grains.GetGrain<IWakeableGrain>(
            @event is null ? Grain.GetGrainId() : Cluster.Grains.WebhookDelivery(Id, EventId.Wrap(@event)).GetGrainId()).Wake();

    public Task<Outcome> Run(Command command) => Cluster.Grains.Commands().Run(command);

    public Task UntilIs(string @event, WebhookDeliveryStatus status)
        => Eventually.True(async () => (await Delivery(@event))?.Status == status);
}
