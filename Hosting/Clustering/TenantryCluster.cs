using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Tenantry.Persistence;

namespace Tenantry.Hosting;

/// <summary>The cluster that a process belongs to: itself alone with the embedded store, otherwise all who share the store.</summary>
public static class TenantryCluster
{
    private const string Service = "tenantry";
    private const int MissedProbes = 3;

    // Longer than the ten seconds for which grains wait for one another's effects. What was asked of a silo that dies ends when its
    // death is known, if that is earlier.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(12);

    // A front end does not hear at once of a silo that died with its question; whoever asked is told soon to ask again. Commands and
    // the like have longer times of their own.
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(4.5);

    // Within a machine room a connection stands within milliseconds, or not at all.
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(2);

    // How long a new silo can go unnoticed by front ends, and a lost table row by silos. A read each.
    private static readonly TimeSpan ReadMembersEvery = TimeSpan.FromSeconds(5);

    // Who starts a cluster that was killed as a whole waits three of these for those who are no more.
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(5);

    /// <summary>Makes this silo a member of its cluster. It answers as long as it holds its <see cref="Lease"/>.</summary>
    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static ISiloBuilder UseTenantryCluster(this ISiloBuilder silo)
    {
        var kind = silo.Configuration.StoreKind();
        if (kind == StoreKind.Sqlite)
            return silo.UseSingleSilo();

        var settings = ClusterSettings.Read(silo.Configuration);
        if (kind == StoreKind.Postgres)
            silo.UsePostgresClustering(silo.Configuration.Postgres());
        else
            silo.UseDynamoDbClustering(silo.Configuration.DynamoDb());
        silo.Services.AddSiloLease();
        return silo
            .Configure<ClusterOptions>(cluster => Name(cluster, settings))
            .Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = settings.Address;
                endpoint.SiloPort = settings.SiloPort;
                endpoint.GatewayPort = settings.GatewayPort;
                // There and nowhere else: who may call a silo may do anything.
                endpoint.SiloListeningEndpoint = new IPEndPoint(settings.Address, settings.SiloPort);
                endpoint.GatewayListeningEndpoint = new IPEndPoint(settings.Address, settings.GatewayPort);
            })
            .Configure<ClusterMembershipOptions>(membership => SetTimes(membership, settings.ProbeTimeout))
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = LongestCall)
            .Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = LongestConnecting);
    }

    /// <summary>Makes this process a front end of its cluster. Which silos there are it learns from the store.</summary>
    /// <exception cref="StartRefusedException">A setting is missing or wrong, or the store cannot be shared.</exception>
    public static IClientBuilder UseTenantryCluster(this IClientBuilder client)
    {
        var settings = ClusterSettings.Read(client.Configuration);
        switch (client.Configuration.StoreKind())
        {
            case StoreKind.Postgres:
                client.UsePostgresClustering(client.Configuration.Postgres());
                break;
            case StoreKind.DynamoDb:
                client.UseDynamoDbClustering(client.Configuration.DynamoDb());
                break;
            default:
                throw new StartRefusedException(Stores.NotForFrontEnds);
        }

        return client
            .Configure<ClusterOptions>(cluster => Name(cluster, settings))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = ReadMembersEvery)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = LongestQuestion)
            .Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = LongestConnecting);
    }

    /// <summary>Adds the Orleans client of a front end. It connects beside everything else, however long there is no silo.</summary>
    public static void UseTenantryClient(this WebApplicationBuilder builder)
    {
        var others = builder.Services.Where(IsHosted).ToHashSet();
        builder.UseOrleansClient(client => client.UseTenantryCluster().AddTraces());
        // The host would wait for it, and answer nobody meanwhile.
        var connecting = builder.Services.Single(service => IsHosted(service) && !others.Contains(service));
        builder.Services.Remove(connecting);
        builder.Services.TryAddSingleton<IClientConnectionRetryFilter, PatientConnecting>();
        builder.Services.AddSingleton<Lease>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<FrontEndLease>(
            services, (IHostedService)connecting.ImplementationFactory!(services)));
    }

    private static bool IsHosted(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);

    private static void Name(ClusterOptions cluster, ClusterSettings settings)
    {
        cluster.ClusterId = settings.Id;
        cluster.ServiceId = Service;
    }

    // A silo that does not answer for three probes of 2 s each, to two others, is declared dead: after some 6 to 8 s its grains
    // live on elsewhere. Not less, since a long pause for garbage or a busy machine is no death; and no more, since until then
    // every call to its grains waits. It does not make it safe: the lease and the conditions of every write do.
    private static void SetTimes(ClusterMembershipOptions membership, TimeSpan probe)
    {
        membership.ProbeTimeout = probe;
        membership.MinProbeTimeout = probe / 2;
        membership.MaxProbeTimeout = probe * 2;
        membership.NumMissedProbesLimit = MissedProbes;
        membership.TableRefreshTimeout = ReadMembersEvery;
        membership.IAmAliveTablePublishTimeout = SignOfLifeEvery;
    }
}
