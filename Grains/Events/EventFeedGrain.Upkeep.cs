using System.Collections.Immutable;

namespace Tenantry.Grains;

// The feed keeps its pages for as long as any log keeps an event that they lead to.
internal sealed partial class EventFeedGrain
{
    private const int MostRemovals = 1000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private bool _isBehind;

    protected override DateTimeOffset? UpkeepAfterAppend() => Now + Day;

    protected override DateTimeOffset? NextUpkeep() => _isBehind ? Now : Last > 0 ? Now + Day : null;

    protected override async Task Upkeep()
    {
        _isBehind = false;
        for (var removed = 0; removed < MostRemovals; removed++)
        {
            if (await Store.ReadPartition(Partition, LogPages.BeforeAll, limit: 1) is not [var oldest]
                || await LeadsSomewhere(GrainJson.Read<FeedRecord>(oldest.Body).Pointers))
                return;
            await Store.Write(new RecordWrite { Key = oldest.Key, Expected = oldest.Etag, WriteId = RecordWrite.NewWriteId() });
        }

        _isBehind = true;
    }

    private async Task<bool> LeadsSomewhere(ImmutableArray<FeedPointer> pointers)
    {
        foreach (var pointer in pointers)
        {
            if ((await LogPages.Events(Store, pointer.Log, pointer.After, pointer.Through, limit: 1)).Length > 0)
                return true;
        }

        return false;
    }
}
