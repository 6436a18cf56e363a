namespace Tenantry.Grains;

// Erasing the content of an event.
internal sealed partial class EventLogGrain
{
    private const int RedactionAttempts = 5;

    public async Task<Result<Done>> Redact(EventId id, string reason, EventId announcement, Actor actor)
    {
        for (var attempt = 0; attempt < RedactionAttempts; attempt++)
        {
            if (await LogSeek.Find(Store, Id, id, int.MaxValue) is not { } place) return Errors.EventNotFound(id);
            if (place.Entry.Event.Type == EventTypes.LogHeadSigned.Name) return Errors.EventNotRedactable();
            // Who announces it is stored with the redaction, so that it is announced once, also when the first attempt died between.
            if (place.Entry.RedactedBy is not { } announced)
            {
                announced = announcement;
                if (!await Rewrite(place.Page, place.Record with { Entries = place.Record.Entries.SetItem(place.Index, place.Entry.Redact(announced)) }))
                    continue;
            }

            await Enqueue([Redacted(place.Entry, reason, announced, actor)]);
            return new Done();
        }

        return Errors.TemporarilyUnavailable("The event's page is being changed by others; try again.");
    }

    // Another activation may redact another event of the page, or remove it.
    private async Task<bool> Rewrite(StoredRecord page, LogRecord next)
    {
        // What was appended is published first: nothing of it goes out after the answer.
        await _publishing;
        WriteOutcome outcome = default;
        await Alone(async () => outcome = await Store.Write(new RecordWrite
        {
            Key = page.Key,
            Expected = page.Etag,
            WriteId = RecordWrite.NewWriteId(),
            Body = GrainJson.ToBytes(next),
        }));
        return outcome.Status == WriteStatus.Refused
            ? throw new StoreUnavailableException($"The event could not be redacted: {outcome.Reason}")
            : outcome.Status == WriteStatus.Written;
    }

    private TenantEvent Redacted(LogEntry entry, string reason, EventId announced, Actor actor)
        => TenantEvents.New(
            ids, Now, EventTypes.EventRedacted, actor, entry.Event.Id.Value,
            ("reason", reason), ("sequence", Text(entry.Sequence)), ("type", entry.Event.Type)) with
        {
            Id = announced,
        };
}
