using System.Collections.Immutable;

namespace Tenantry.Api.Tests;

/// <summary>Lets things happen to a tenant without the commands that they would follow from.</summary>
internal static class Happenings
{
    public const string Type = "test.happened";

    public static LogId Log(this Tenant tenant) => LogId.Of(OrganizationId.Wrap(tenant.Organization));

    /// <summary>Appends that many events at once; answers their ids.</summary>
    public static async Task<IReadOnlyList<string>> Happen(this Tenant tenant, int count = 1, string type = Type, string? text = null)
    {
        var events = Enumerable.Range(0, count).Select(_ => new TenantEvent
        {
            Id = Unique.Id<EventId>(),
            Type = type,
            OccurredAt = DateTimeOffset.UtcNow,
            CausedBy = Actor.System,
            Subject = tenant.Organization,
            Data = text is null ? ImmutableSortedDictionary<string, string?>.Empty : ImmutableSortedDictionary<string, string?>.Empty.Add("text", text),
        }).ToImmutableArray();
        await tenant.Host.Grains.EventLog(tenant.Log()).Append(events);
        return [.. events.Select(one => one.Id.Value)];
    }

    /// <summary>The ids of a whole log, in its order.</summary>
    public static async Task<IReadOnlyList<string>> Logged(this Tenant tenant)
    {
        var ids = new List<string>();
        while (true)
        {
            var page = await tenant.Host.Grains.Lists().Events(tenant.Log(), ids.Count, 100);
            if (page.IsEmpty)
                return ids;
            ids.AddRange(page.Select(logged => logged.Event.Id.Value));
        }
    }
}
