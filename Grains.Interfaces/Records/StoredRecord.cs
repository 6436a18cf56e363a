namespace Tenantry.Grains.Interfaces;

/// <summary>A record as the store has it.</summary>
/// <param name="Key">Its address.</param>
/// <param name="Etag">The id of the write that made it what it is; differs after every write.</param>
/// <param name="Body">Its content, UTF-8 JSON.</param>
/// <param name="Alarm">The moment at which its grain wants to be woken, UTC, to the millisecond; null for never.</param>
public sealed record StoredRecord(RecordKey Key, string Etag, ReadOnlyMemory<byte> Body, DateTimeOffset? Alarm);
