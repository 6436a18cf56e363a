using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

[StatelessWorker, GrainType("freeze")]
internal sealed class FreezeGrain(IRecordStore store, IGrainFactory grains) : Grain, IFreezeGrain
{
    private const int PageSize = 500;

    public async Task Reckon(OrganizationId organization, long order)
    {
        if (await grains.Organization(organization).GetFreezeBasis(order) is not { } basis)
            return;

        var lines = ImmutableSortedDictionary.CreateBuilder<string, FreezeLine>(StringComparer.Ordinal);
        foreach (var (meter, allowance) in basis.Exceeded)
        {
            var (items, exempt) = await ItemsOf(meter, organization, basis);
            if (FreezeReckoning.Line([.. items.Values], exempt, allowance.Limit) is { } line)
                lines[meter] = line;
        }

        var terms = await grains.Organization(organization).SetFreeze(lines.ToImmutable(), basis.Order);
        // The organization's outbox tells the policy as well; told here, it knows before whoever waits for the reckoning goes on.
        await grains.AccessPolicy(organization).Follow(terms);
    }

    public async Task<Result<SubscriptionPreview>> Preview(OrganizationId organization, string plan, ChangeTime when)
    {
        var rehearsed = await grains.Organization(organization).Rehearse(plan, when);
        if (!rehearsed.Succeeded) return rehearsed.Error;

        var (preview, then) = (rehearsed.Value.Preview, rehearsed.Value.Then);
        var frozen = preview.Frozen.ToBuilder();
        foreach (var (meter, allowance) in then.Exceeded)
        {
            var (items, exempt) = await ItemsOf(meter, organization, then);
            if (FreezeReckoning.Line([.. items.Values], exempt, allowance.Limit) is { } line)
                frozen.Add(new(
                    meter, allowance.Limit, allowance.Used, line.Surplus,
                    FreezeReckoning.Named(items.Select(item => (item.Key, item.Value)), line)));
        }

        if (then.Environments is { } limit && await EnvironmentsBeyond(organization, limit) is { } environments)
            frozen.Add(environments);
        return preview with { Frozen = [.. frozen.OrderBy(one => one.Meter, StringComparer.Ordinal)] };
    }

    /// <summary>The ordinals, by id, of what can be frozen, and how many cannot.</summary>
    private async Task<(Dictionary<string, long> Items, long Exempt)> ItemsOf(string meter, OrganizationId organization, FreezeBasis basis)
    {
        var items = new Dictionary<string, long>();
        if (meter == Meters.Users)
            await Read<MembershipState>($"membership/{TypedId.Key(organization)}", (id, member) => Add(id, member.Roles is null ? null : member.Ordinal));
        else
            await Read<ProjectState>($"project/{TypedId.Key(organization)}", (id, project) => Add(id, project.Created && project.ArchivedAt is null ? project.Ordinal : null));

        // What is decided counts, carried out or not.
        var prefix = meter == Meters.Users ? UserId.Prefix : ProjectId.Prefix;
        foreach (var (id, ordinal) in basis.Announced)
        {
            if (!id.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            items.Remove(id);
            Add(id, ordinal);
        }

        if (meter != Meters.Users)
            return (items, 0);
        foreach (var admin in basis.Admins)
            items.Remove(admin.Value);
        return (items, basis.Admins.Length);

        void Add(string id, long? ordinal)
        {
            if (ordinal is { } number)
                items[id] = number;
        }
    }

    private async Task<FrozenMeter?> EnvironmentsBeyond(OrganizationId organization, long limit)
    {
        var (most, surplus) = (0L, 0L);
        var named = new List<(long Project, int Index, string Id)>();
        await Read<ProjectState>($"project/{TypedId.Key(organization)}", (_, project) =>
        {
            // What is put away cannot be written anyway.
            if (project.ArchivedAt is not null)
                return;
            most = Math.Max(most, project.Environments.Length);
            surplus += Math.Max(0, project.Environments.Length - limit);
            for (var i = (int)Math.Min(limit, int.MaxValue); i < project.Environments.Length; i++)
                named.Add((project.Ordinal, i, project.Environments[i].Id.Value));
        });
        return surplus == 0
            ? null
            : new(Meters.Environments, limit, most, surplus, [.. named.Order().Take(FreezeReckoning.NamedItems).Select(item => item.Id)]);
    }

    private async Task Read<TState>(string partition, Action<string, TState> take)
        where TState : class, new()
    {
        string? after = null;
        while (true)
        {
            var records = await store.ReadPartition(partition, after, PageSize);
            foreach (var record in records)
                take(record.Key.Key, GrainJson.Read<Record<TState>>(record.Body).State);
            if (records.Count < PageSize)
                return;
            after = records[^1].Key.Key;
        }
    }
}
