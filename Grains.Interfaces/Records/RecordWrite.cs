namespace Tenantry.Grains.Interfaces;

/// <summary>One conditional write of one record.</summary>
public sealed record RecordWrite
{
    public required RecordKey Key { get; init; }

    /// <summary>The etag that the stored record must carry; null: there must be no such record.</summary>
    public string? Expected { get; init; }

    /// <summary>
    /// The id of this write, unique for ever, which becomes the record's etag. A store that finds the record carrying it
    /// already reports success: the write was carried out before and its answer was lost.
    /// </summary>
    public required string WriteId { get; init; }

    /// <summary>The new content; null deletes the record. Deleting a record that is not there succeeds.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>When the record's grain wants to be woken; null clears an alarm set before.</summary>
    public DateTimeOffset? Alarm { get; init; }

    /// <summary>
    /// The moment after which the store may delete the record by itself, some time later or never; null: it may not. A backstop for
    /// grains that delete what has ended, not a promise: until it is deleted, the record is there.
    /// </summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>A fresh id for a write. Ordered by time, so that indexes over it stay local.</summary>
    public static string NewWriteId() => Guid.CreateVersion7().ToString("N");
}
