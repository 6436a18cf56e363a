using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an attempt made by a lane means for the delivery of its event.</summary>
internal sealed record DeliveryChange(LoggedEvent Logged, WebhookDeliveryStatus Status, int Failures, DateTimeOffset? NextAttemptAt, WebhookAttempt Attempt);

/// <summary>
/// The delivery logs of endpoints: a record for each delivery, in the order of the events. Those that go by a schedule of their own
/// belong to a grain then; the others are written here, many at once.
/// </summary>
internal sealed class DeliveryLog(IRecordStore store, TimeProvider time)
{
    private const int Page = 100;
    private const int Tries = 3;
    private const int MostPages = 20;

    /// <summary>Stores what lanes did, in order.</summary>
    public async Task Write(OrganizationId? organization, WebhookId webhook, IReadOnlyList<DeliveryChange> changes)
    {
        if (changes.Count == 0)
            return;

        // Most are of events that the log does not have yet.
        var deliveries = new Dictionary<EventId, WebhookDeliveryState>();
        foreach (var change in changes)
            deliveries[change.Logged.Event.Id] = Apply(deliveries.GetValueOrDefault(change.Logged.Event.Id), organization, change);
        List<RecordWrite> fresh = [.. deliveries.Select(one => WriteOf(KeyOf(webhook, one.Key), one.Value, expected: null))];

        var outcomes = await store.Write(fresh);
        if (outcomes.FirstOrDefault(outcome => outcome.Status == WriteStatus.Refused) is { Status: WriteStatus.Refused } refused)
            throw new StoreUnavailableException($"What became of a delivery could not be stored: {refused.Reason}");
        var known = outcomes.Index().Where(one => one.Item.Status == WriteStatus.Conflict).Select(one => fresh[one.Index].Key).ToHashSet();
        await Task.WhenAll(changes.GroupBy(change => KeyOf(webhook, change.Logged.Event.Id)).Where(group => known.Contains(group.Key))
            .Select(group => Merge(group.Key, organization, [.. group])));
    }

    /// <summary>Removes what is too much or too old. What is not over stays.</summary>
    public async Task<DeliveryLogBounds> Prune(WebhookId webhook, DeliveryLogBounds bounds)
    {
        var tooOld = time.GetUtcNow() - DeliveryLogBounds.LongestKept;
        string? after = null;
        while (true)
        {
            var page = await store.ReadPartition(PartitionOf(webhook), after, Page);
            var deletions = new List<RecordWrite>();
            DateTimeOffset? oldest = null;
            foreach (var record in page)
            {
                var delivery = GrainJson.Read<Record<WebhookDeliveryState>>(record.Body).State;
                if (!delivery.IsOver())
                    continue;
                var at = delivery.Attempts.IsEmpty ? delivery.OccurredAt : delivery.Attempts[^1].At;
                if (at > tooOld && !bounds.IsTooMuch(record.Key.Key))
                {
                    oldest = at;
                    break;
                }

                deletions.Add(DeletionOf(record));
            }

            if (deletions.Count > 0)
                await store.Write(deletions);
            if (oldest is not null || page.Count < Page)
                return bounds.Pruned(oldest);
            after = page[^1].Key.Key;
        }
    }

    /// <summary>Removes some deliveries of an endpoint that is no more; tells whether any may be left.</summary>
    public async Task<bool> Erase(WebhookId webhook)
    {
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await store.ReadPartition(PartitionOf(webhook), null, Page);
            if (page.Count > 0)
                await store.Write([.. page.Select(DeletionOf)]);
            if (page.Count < Page)
                return false;
        }

        return true;
    }

    /// <summary>The partition of an endpoint's deliveries.</summary>
    public static string PartitionOf(WebhookId webhook) => $"webhook-delivery/{TypedId.Key(webhook)}";

    public static RecordKey KeyOf(WebhookId webhook, EventId id) => new(PartitionOf(webhook), TypedId.Key(id));

    private async Task Merge(RecordKey key, OrganizationId? organization, ImmutableArray<DeliveryChange> changes)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = await store.Read(key);
            var delivery = stored is { Body.IsEmpty: false } ? GrainJson.Read<Record<WebhookDeliveryState>>(stored.Body).State : null;
            foreach (var change in changes)
                delivery = Apply(delivery, organization, change);
            if ((await store.Write(WriteOf(key, delivery!, stored?.Etag))).Status == WriteStatus.Written)
                return;
        }

        // Nothing may go on as if it were stored: a parked event would be lost.
        throw new StoreUnavailableException("What became of a delivery could not be stored.");
    }

    private static WebhookDeliveryState Apply(WebhookDeliveryState? known, OrganizationId? organization, DeliveryChange change)
    {
        var logged = change.Logged;
        var delivery = known ?? new WebhookDeliveryState
        {
            Organization = organization,
            Log = logged.Log,
            Sequence = logged.Sequence,
            Type = logged.Event.Type,
            OccurredAt = logged.Event.OccurredAt,
        };
        var next = delivery.With(change.Attempt);
        // What goes by its own schedule already keeps it, unless it has arrived.
        return known is { Status: WebhookDeliveryStatus.Parked } && change.Status != WebhookDeliveryStatus.Delivered
            ? next
            : next with { Status = change.Status, Failures = change.Failures, NextAttemptAt = change.NextAttemptAt };
    }

    private static RecordWrite WriteOf(RecordKey key, WebhookDeliveryState delivery, string? expected) => new()
    {
        Key = key,
        Expected = expected,
        WriteId = RecordWrite.NewWriteId(),
        Body = GrainJson.ToBytes(new Record<WebhookDeliveryState> { State = delivery, Revision = 1, Alarm = delivery.DueAt() }),
        Alarm = delivery.DueAt(),
    };

    private static RecordWrite DeletionOf(StoredRecord record) => new() { Key = record.Key, Expected = record.Etag, WriteId = RecordWrite.NewWriteId() };
}
