using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class ListsGrain
{
    public async Task<Page<AccountView>> Users(string? after, int limit)
    {
        var shard = UserId.TryParse(after, null, out var last) ? Base32.Alphabet.IndexOf(last.Value[^1], StringComparison.Ordinal) : 0;
        var items = ImmutableArray.CreateBuilder<AccountView>(limit);
        for (; shard < Base32.Alphabet.Length; shard++)
        {
            // One more than there is room for tells whether this partition has more.
            var page = await Read<Record<UserState>, AccountView>(
                $"user/{Base32.Alphabet[shard]}", after, limit - items.Count + 1,
                (key, record) => record.State.Account(UserId.Wrap(key), record.Revision));
            after = null;
            foreach (var item in page.Items)
            {
                if (items.Count == limit)
                    return new Page<AccountView>(items.ToImmutable(), items[^1].Id.Value);
                items.Add(item);
            }
        }

        return new Page<AccountView>(items.ToImmutable(), Next: null);
    }
}
