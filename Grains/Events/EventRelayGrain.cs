using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Tenantry.Grains;

/// <summary>Passes on to the followers of a log what its stream says, so that they begin to read at once.</summary>
[Alias("IEventRelayGrain")]
internal interface IEventRelayGrain : IGrainWithStringKey;

[GrainType("event-relay"), ImplicitStreamSubscription(EventStreams.Namespace), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class EventRelayGrain(IGrainFactory grains, ILogger<EventRelayGrain> log)
    : Grain, IEventRelayGrain, IStreamSubscriptionObserver, IAsyncObserver<EventsAppended>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<EventsAppended>().ResumeAsync(this);

    public async Task OnNextAsync(EventsAppended item, StreamSequenceToken? token = null)
    {
        try
        {
            await Task.WhenAll(item.Followers.Select(follower => grains.GetGrain<IEventFollowerGrain>(follower).Reach(item.Events[^1].Sequence)));
        }
        catch (Exception exception)
        {
            // A stream that repeats would hold up what comes after; the log asks all its followers again anyway.
            LogReachFailed(log, exception, item.Log);
        }
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogReachFailed(log, ex, new LogId(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every follower of the log {Log} heard of its new events from its stream; the log tells them")]
    private static partial void LogReachFailed(ILogger logger, Exception exception, LogId log);
}
