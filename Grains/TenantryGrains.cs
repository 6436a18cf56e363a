using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.Streams;

namespace Tenantry.Grains;

/// <summary>The door of this room: everything else in it is internal.</summary>
public static class TenantryGrains
{
    /// <summary>
    /// Adds the grains and what they need. The host adds an <see cref="IRecordStore"/>, the default grain storage over it, an
    /// <see cref="IPasswords"/>, an <see cref="ISecrets"/>, an <see cref="ILogSigner"/>, an <see cref="IMailer"/> and an
    /// <see cref="IDomainTxtRecords"/>, and may add <see cref="MailSettings"/>, <see cref="EventSettings"/>,
    /// <see cref="WebhookSettings"/>, an <see cref="IWebhookSender"/>, an <see cref="IEventBus"/> and an <see cref="IUserPool"/> of its
    /// own.
    /// </summary>
    public static ISiloBuilder AddTenantryGrains(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<IGrainStorageSerializer, GrainStateSerializer>();
        silo.Services.AddSingleton<IdSource>();
        silo.Services.AddSingleton<AggregateSurroundings>();
        silo.Services.AddSingleton<LocalMembers>();
        silo.Services.AddSingleton<LocalStandings>();
        silo.Services.AddSingleton<ILocalStandings>(services => services.GetRequiredService<LocalStandings>());
        silo.Services.AddSingleton<ServerSecret>();
        silo.Services.AddSingleton<SlugTaking>();
        silo.Services.AddSingleton<SignupFlow>();
        silo.Services.AddSingleton<FurtherOrganizationFlow>();
        silo.Services.AddSingleton<InvitationFlow>();
        silo.Services.AddSingleton<AccountFlow>();
        silo.Services.AddSingleton<OperatorFlow>();
        silo.Services.AddSingleton<PasswordCheck>();
        silo.Services.TryAddSingleton<IUserPool, NoUserPool>();
        silo.Services.AddSingleton<PoolTelling>();
        silo.Services.AddSingleton<NewPasswords>();
        silo.Services.AddSingleton<EnsureFlow>();
        silo.Services.AddSingleton<CommandRunner>();
        silo.Services.TryAddSingleton(new MailSettings());
        silo.Services.TryAddSingleton(new EventSettings());
        silo.Services.TryAddSingleton(new WebhookSettings());
        silo.Services.TryAddSingleton<IWebhookSender, NoWebhookSender>();
        silo.Services.AddSingleton<WebhookSlots>();
        silo.Services.AddSingleton<DeliveryLog>();
        silo.Services.AddSingleton<FirstProof>();
        silo.Services.AddSingleton<MailWriter>();
        silo.Services.AddSingleton<MailMeter>();
        silo.Services.AddSingleton<SignupMeter>();
        silo.Services.AddSingleton<AlarmMeter>();
        silo.Services.AddSingleton<EventMeter>();
        silo.Services.AddSingleton<WebhookMeter>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SweepClock>();
        silo.Services.AddSingleton<StreamListeners>();
        silo.Services.TryAddSingleton<IEventBus, NoEventBus>();
        // Each queue is asked for news ten times a second, also while there are none; two are enough.
        silo.AddMemoryStreams(EventStreams.Provider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePartitioning(2);
        });
        // A sign-up activates seven grains that are seldom asked again soon; kept for Orleans' 15 minutes, they would fill the memory.
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(5));
        return silo
            .AddFirstCall(grains => grains.Plans().Seed(PlanCatalog.Defaults))
            .AddFirstCall(grains => grains.EventConnector().Follow());
    }
}
