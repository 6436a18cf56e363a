namespace Tenantry.Grains;

/// <summary>
/// The ids of the events that a log stored lately, complete from one moment on. A repetition carries the id of its original, an id
/// tells when it was made, and nothing is stored before it is made: so only younger records need to be looked at.
/// </summary>
internal sealed class KnownEvents
{
    // Clocks of two silos may differ; records are looked at from this much earlier.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // A generation is kept for so long at least, so that a busy log does not read again what it has just forgotten.
    private static readonly TimeSpan Generation = 2 * Skew;

    private HashSet<EventId> _older = [];
    private HashSet<EventId> _newer = [];
    private DateTimeOffset? _newerSince;

    /// <summary>Every event that arrived from here on is known.</summary>
    public DateTimeOffset CompleteSince { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the answer for this event can be given without reading older records.</summary>
    public bool Covers(EventId id) => CompleteSince == DateTimeOffset.MinValue || CompleteSince <= MadeAt(id) - Skew;

    public bool Contains(EventId id) => _newer.Contains(id) || _older.Contains(id);

    /// <summary>Adds a record older than all known ones.</summary>
    public void AddOlder(LogRecord record)
    {
        CompleteSince = record.ArrivedAt;
        Add(_older, record);
    }

    /// <summary>Adds a record just stored. Answers whether a generation was begun with it, and an older one forgotten.</summary>
    public bool AddNewer(LogRecord record, int most)
    {
        var begins = _newerSince is null;
        if (_newer.Count >= most && record.ArrivedAt - _newerSince >= Generation)
        {
            CompleteSince = _newerSince!.Value;
            (_older, _newer) = (_newer, []);
            begins = true;
        }

        if (begins)
            _newerSince = record.ArrivedAt;
        Add(_newer, record);
        return begins;
    }

    /// <summary>There are no older records.</summary>
    public void ReachedBeginning() => CompleteSince = DateTimeOffset.MinValue;

    private static void Add(HashSet<EventId> ids, LogRecord record)
    {
        foreach (var entry in record.Entries)
            ids.Add(entry.Event.Id);
    }

    // A UUIDv7 begins with 48 bits of Unix time in milliseconds: the first ten base32 characters carry 50 bits, two of them zero.
    private static DateTimeOffset MadeAt(EventId id)
        => DateTimeOffset.FromUnixTimeMilliseconds(Base32.DecodeNumber(id.Value.AsSpan(EventId.Prefix.Length, 10)));
}
