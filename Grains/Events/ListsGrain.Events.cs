using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public Task<ImmutableArray<LoggedEvent>> Events(LogId log, long after, int limit)
        => LogPages.Events(store, log, after, long.MaxValue, limit);

    public async Task<ImmutableArray<FedEvent>> FedEvents(long after, int limit)
    {
        var events = ImmutableArray.CreateBuilder<FedEvent>();
        await foreach (var page in LogPages.From(store, EventFeedGrain.Pages, after))
        {
            var position = LogPages.FirstOf(page.Key.Key) - 1;
            foreach (var pointer in GrainJson.Read<FeedRecord>(page.Body).Pointers)
            {
                var before = position - pointer.After;
                position += pointer.Through - pointer.After;
                if (position <= after)
                    continue;
                foreach (var logged in await LogPages.Events(
                    store, pointer.Log, Math.Max(pointer.After, after - before), pointer.Through, limit - events.Count))
                    events.Add(new FedEvent(before + logged.Sequence, logged));
                if (events.Count == limit)
                    return events.ToImmutable();
            }
        }

        return events.ToImmutable();
    }
}
