using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Silo;

/// <summary>Follows the chain of an export line by line, in bounded memory, as docs/events.md defines it.</summary>
internal sealed class LogVerifier(LogKeyFile? keys)
{
    private const string Signed = "log.head_signed";
    private const string Redacted = "event.redacted";
    private const int MostRecent = 10_000;

    private readonly Queue<long> _order = [];
    private readonly Dictionary<long, (string Id, string Hash)> _recent = [];
    private readonly HashSet<string> _unannounced = [];
    private string? _log;
    private bool _filtered;
    private bool _ended;
    private long _first;
    private long _last;
    private long _sequence;
    private string? _id;
    // The hash that the next event must name as the one before it; null when what came before is not at hand.
    private string? _hash;
    private Statement? _checkpoint;
    private Statement? _newest;
    private long _events;
    private long _redacted;
    private long _unplaced;

    /// <summary>The event that is being looked at.</summary>
    public string? Present { get; private set; }

    /// <summary>Checks the next line.</summary>
    /// <exception cref="BrokenLogException">Something does not hold.</exception>
    public void Check(ReadOnlyMemory<byte> json)
    {
        Present = null;
        var line = ExportLine.Parse(json);
        switch (line.Kind)
        {
            case "log" when _log is null:
                Begin(line);
                break;
            case "event" when _log is not null && !_ended:
                Event(line);
                break;
            case "head" when _log is not null && !_ended:
                Head(line);
                break;
            default:
                throw new BrokenLogException(
                    _log is null ? "An export begins with a line of the kind 'log'." : $"A line of the kind '{line.Kind}' does not belong here.");
        }
    }

    /// <summary>There is no further line.</summary>
    /// <exception cref="BrokenLogException">There should be.</exception>
    public void End()
    {
        Present = null;
        if (_log is null)
            throw new BrokenLogException("The export is empty.");
        if (!_ended)
            throw new BrokenLogException($"The export was cut off: its last line is missing, and what follows event {_sequence}.");
    }

    /// <summary>What holds, and what could not be checked.</summary>
    public IEnumerable<string> Findings()
    {
        yield return _events == 0 ? $"{_log}: no events."
            : _filtered ? $"{_log}: {_events} events are each what was logged."
            : $"{_log}: {_events} events, {_first} to {_last}, are each what was logged, and one unbroken chain.";
        if (_redacted > 0)
            yield return $"Redacted: {_redacted} of them; their content is gone, their place holds.";
        if (_unannounced.Count > 0)
            yield return $"Redacted without a word: of {_unannounced.Count} of them, {_unannounced.Min()} first, no event here says so.";
        if (_checkpoint is not null)
            yield return $"Removed: everything through event {_checkpoint.Sequence}, as the checkpoint of {_checkpoint.Time} says.";
        if (_newest is not null)
            yield return $"Signed: through event {_newest.Sequence}, at {_newest.Time}.";
        if (keys is null)
            yield return "Not checked: signatures, since no keys were given (--keys).";
        if (_filtered)
            yield return "Not checked: the chain, since the export is filtered; events may be missing from it.";
        else if (_first > 1 && _checkpoint?.Sequence != _first - 1)
            yield return $"Not checked: what came before event {_first}, since the export begins there.";
        if (!_filtered && _events > 0 && (_newest?.Sequence ?? 0) < _last)
            yield return $"Not signed: what follows event {_newest?.Sequence ?? 0}; a chain can be rebuilt from there by whoever holds the log.";
        if (_unplaced > 0)
            yield return $"Not checked: whether {_unplaced} of the signatures are of events here, since those are not in the export.";
    }

    private void Begin(ExportLine line)
    {
        line.Expect("kind", "version", "log", "first", "last", "filter", "checkpoint", "exportedAt");
        if (line.Number("version") != 1)
            throw new BrokenLogException($"This is version {line.Number("version")} of the format; only 1 is known.");
        (_log, _first, _last) = (line.Text("log"), line.Number("first"), line.Number("last"));
        _filtered = !line.IsNull("filter");
        _sequence = _first - 1;
        if (line.Object("checkpoint") is { } checkpoint)
        {
            _checkpoint = Statement.Read(checkpoint);
            Authentic(_checkpoint);
            if (_first <= _checkpoint.Sequence)
                throw new BrokenLogException("The checkpoint says that the first events were removed.");
        }

        _hash = _first == 1 ? new string('0', 64)
            : _checkpoint?.Sequence == _first - 1 ? _checkpoint.Hash
            : null;
    }

    private void Event(ExportLine line)
    {
        var sequence = line.Number("sequence");
        var id = line.Text("id");
        Present = $"event {sequence}, {id}";
        line.Expect("kind", "sequence", "id", "type", "time", "previous", "hash", "contentDigest", "salt", "content");

        var follows = sequence == _sequence + 1;
        if (!follows && (!_filtered || sequence <= _sequence))
            throw new BrokenLogException($"Event {_sequence + 1} should stand here.");
        if (sequence > _last)
            throw new BrokenLogException($"The export ends with event {_last}.");
        if (follows && _hash is not null && line.Text("previous") != _hash)
            throw new BrokenLogException("The event does not follow the one before it: 'previous' is not its hash.");
        CheckContent(line);
        CheckHash(line);

        (_sequence, _id, _hash) = (sequence, id, line.Text("hash"));
        _events++;
        Remember(sequence, id, _hash);
        if (line.IsNull("content"))
            return;
        if (line.Text("type") == Signed)
            CheckSignature(line);
        else if (line.Text("type") == Redacted)
            _unannounced.Remove(ExportLine.Parse(line.Raw("content")).Text("subject"));
    }

    private void CheckContent(ExportLine line)
    {
        if (line.IsNull("salt") != line.IsNull("content"))
            throw new BrokenLogException("Of salt and content one is there and one is not.");
        if (line.IsNull("content"))
        {
            _redacted++;
            if (_unannounced.Count < MostRecent)
                _unannounced.Add(line.Text("id"));
            return;
        }

        if (Digest([.. FromHex(line.Text("salt")), .. line.Raw("content").Span]) != line.Text("contentDigest"))
            throw new BrokenLogException("The content was changed: 'contentDigest' is not the digest of salt and content.");
    }

    private static void CheckHash(ExportLine line)
    {
        var hashed = string.Join(
            '\n', line.Text("previous"), line.Number("sequence").ToString(CultureInfo.InvariantCulture), line.Text("id"), line.Text("type"),
            line.Text("time"), line.Text("contentDigest"));
        if (Digest(Encoding.UTF8.GetBytes(hashed)) != line.Text("hash"))
            throw new BrokenLogException("The event was changed: 'hash' is not the hash of what the line says.");
    }

    private void CheckSignature(ExportLine line)
    {
        var data = ExportLine.Parse(line.Raw("content")).Object("data") ?? throw new BrokenLogException("The event holds no signature.");
        if (!long.TryParse(data.Text("sequence"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence >= line.Number("sequence"))
            throw new BrokenLogException("The event does not say what is signed.");
        Authentic(new Statement(sequence, data.Text("id"), data.Text("hash"), null, data.Text("signature")));
    }

    private void Head(ExportLine line)
    {
        _ended = true;
        line.Expect("kind", "sequence", "id", "hash", "signed");
        if (line.Number("sequence") != _last)
            throw new BrokenLogException($"The export should end with event {_last}.");
        if (!_filtered && _sequence != _last)
            throw new BrokenLogException($"Events {_sequence + 1} to {_last} are missing.");
        if (_events > 0 && _sequence == _last && (line.OptionalText("id") != _id || line.OptionalText("hash") != _hash))
            throw new BrokenLogException("What the log had come to is not the last event.");
        if (line.Object("signed") is { } signed)
            Authentic(Statement.Read(signed));
    }

    /// <summary>Whether a statement is signed, and of this log, and what the export holds at its place.</summary>
    private void Authentic(Statement statement)
    {
        var payload = LogKeyFile.Open(statement.Signature, keys);
        payload.Expect("log", "sequence", "id", "hash", "time");
        if (payload.Text("log") != _log)
            throw new BrokenLogException("The signature is of another log.");
        if (payload.Number("sequence") != statement.Sequence || payload.Text("id") != statement.Id || payload.Text("hash") != statement.Hash
            || (statement.Time is { } time && payload.Text("time") != time))
            throw new BrokenLogException("The signature says something else than what stands beside it.");
        if (_recent.TryGetValue(statement.Sequence, out var there))
        {
            if (there != (statement.Id, statement.Hash))
                throw new BrokenLogException($"Event {statement.Sequence} is not the one that was signed.");
        }
        else if (statement.Sequence >= _first && (_newest?.Sequence, _newest?.Id, _newest?.Hash) != (statement.Sequence, statement.Id, statement.Hash))
        {
            _unplaced++;
            return;
        }

        if (_newest is null || statement.Sequence > _newest.Sequence)
            _newest = statement with { Time = payload.Text("time") };
    }

    private void Remember(long sequence, string id, string hash)
    {
        _recent[sequence] = (id, hash);
        _order.Enqueue(sequence);
        if (_order.Count > MostRecent)
            _recent.Remove(_order.Dequeue());
    }

    private static byte[] FromHex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length == 32 && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done && Convert.ToHexStringLower(bytes) == text
            ? bytes
            : throw new BrokenLogException("The salt is not 16 bytes in hexadecimal.");
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed record Statement(long Sequence, string Id, string Hash, string? Time, string Signature)
    {
        public static Statement Read(ExportLine line)
        {
            line.Expect("sequence", "id", "hash", "time", "signature");
            return new(line.Number("sequence"), line.Text("id"), line.Text("hash"), line.Text("time"), line.Text("signature"));
        }
    }
}
