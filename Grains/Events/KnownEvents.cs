namespace Tenantry.Grains;

/// <summary>
/// The ids of the events that a log stored lately, complete from one moment on. A repetition carries the id of its original, an id
/// tells when it was made, and nothing is stored before it is made: so only younger records need to be looked at.
/// </summary>
internal sealed class KnownEvents
{
    // Clocks of two silos may differ; records are looked at from this much earlier.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly HashSet<EventId> _ids = [];

    /// <summary>Every event that arrived from here on is known.</summary>
    public DateTimeOffset CompleteSince { get; private set; } = DateTimeOffset.MaxValue;

    public int Count => _ids.Count;

    /// <summary>Whether the answer for this event can be given without reading older records.</summary>
    public bool Covers(EventId id) => CompleteSince == DateTimeOffset.MinValue || CompleteSince <= MadeAt(id) - Skew;

    public bool Contains(EventId id) => _ids.Contains(id);

    /// <summary>Adds a record older than all known ones.</summary>
    public void AddOlder(LogRecord record)
    {
        CompleteSince = record.ArrivedAt;
        AddNewer(record);
    }

    /// <summary>Adds a record just stored.</summary>
    public void AddNewer(LogRecord record)
    {
        foreach (var entry in record.Entries)
            _ids.Add(entry.Event.Id);
    }

    /// <summary>There are no older records.</summary>
    public void ReachedBeginning() => CompleteSince = DateTimeOffset.MinValue;

    /// <summary>Forgets everything; what is needed again is read again.</summary>
    public void Forget(DateTimeOffset now)
    {
        _ids.Clear();
        CompleteSince = now;
    }

    // A UUIDv7 begins with 48 bits of Unix time in milliseconds: the first ten base32 characters carry 50 bits, two of them zero.
    private static DateTimeOffset MadeAt(EventId id)
        => DateTimeOffset.FromUnixTimeMilliseconds(Base32.DecodeNumber(id.Value.AsSpan(EventId.Prefix.Length, 10)));
}
