using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>
/// A list is the partition that holds its items' own records, so it shows every committed change at once and costs the same at
/// any length.
/// </summary>
[StatelessWorker, GrainType("lists")]
internal sealed partial class ListsGrain(IRecordStore store, IGrainFactory grains, TimeProvider time) : Grain, IListsGrain
{
    private const int LargestRead = 500;

    public Task<Page<DirectoryEntry>> Organizations(string? after, int limit)
        => Read<DirectoryRecord, DirectoryEntry>(DirectoryGrain.Partition, after, limit, (_, record) => record.Entry);

    public Task<Page<MemberView>> Members(OrganizationId organization, string? after, int limit)
        => Read<Record<MembershipState>, MemberView>(
            $"membership/{TypedId.Key(organization)}", after, limit,
            (key, record) => record.State.View(UserId.Wrap(key), record.Revision));

    public Task<Page<MailView>> UnsentMails(string? after, int limit)
        => Read<Record<MailState>, MailView>(
            "mail/out", after, limit,
            (key, record) => record.State.Order is { } order ? record.State.View(MailId.Wrap(key), order) : null);

    private async Task<Page<TItem>> Read<TRecord, TItem>(
        string partition, string? after, int limit, Func<string, TRecord, TItem?> item)
        where TItem : class
    {
        var items = ImmutableArray.CreateBuilder<TItem>(limit);
        // One more than asked for tells whether there is a next page. When there is much between that is not listed, larger reads follow.
        for (var batch = limit + 1; ; batch = Math.Min(2 * batch, LargestRead))
        {
            var records = await store.ReadPartition(partition, after, batch);
            foreach (var record in records)
            {
                if (items.Count == limit)
                    return new Page<TItem>(items.ToImmutable(), after);

                after = record.Key.Key;
                if (item(record.Key.Key, GrainJson.Read<TRecord>(record.Body)) is { } found)
                    items.Add(found);
            }

            if (records.Count < batch)
                return new Page<TItem>(items.ToImmutable(), Next: null);
        }
    }
}
