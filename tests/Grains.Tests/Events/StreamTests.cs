using System.Collections.Concurrent;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Tenantry.Grains.Tests;

public sealed class StreamTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_grain_of_the_product_can_subscribe_to_the_streams_of_all_logs()
    {
        var signup = await cluster.Grains.Tenant();
        var log = LogId.Of(signup.Organization.Id);

        await Eventually.True(() => Task.FromResult(ListenerGrain.Heard.TryGetValue(log, out var heard) && heard.Count >= 5));

        var logged = await cluster.Grains.Lists().Events(log, 0, 100);
        Assert.Equal(logged.Select(one => one.Event.Id), ListenerGrain.Heard[log].OrderBy(one => one.Sequence).Select(one => one.Event.Id));
        Assert.Equal(logged[0].Event.Data, ListenerGrain.Heard[log].First(one => one.Sequence == 1).Event.Data);
    }
}

[Alias("IListenerGrain")]
internal interface IListenerGrain : IGrainWithStringKey;

[GrainType("test-listener"), ImplicitStreamSubscription(EventStreams.Namespace)]
internal sealed class ListenerGrain : Grain, IListenerGrain, IStreamSubscriptionObserver, IAsyncObserver<EventsAppended>
{
    public static ConcurrentDictionary<LogId, ConcurrentQueue<LoggedEvent>> Heard { get; } = new();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<EventsAppended>().ResumeAsync(this);

    public Task OnNextAsync(EventsAppended item, StreamSequenceToken? token = null)
    {
        foreach (var logged in item.Events)
            Heard.GetOrAdd(item.Log, _ => new()).Enqueue(logged);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
