using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// The signing keys, shared by all silos through the record store. A key that is due is made by whichever silo notices first;
/// the others read it before they need it, or at the latest when a token names it.
/// </summary>
public sealed partial class KeyRing : IDisposable
{
    private const string Partition = "identity/signing-keys";
    private const int MostKeys = 1000;

    // Verifiers outside may keep a key set for long; a day ahead, all of them know the key before the first token it signs.
    private static readonly TimeSpan PublishAhead = TimeSpan.FromDays(1);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);
    // Tokens with made-up key names must not become a load on the store.
    private static readonly TimeSpan ReadAtMostEvery = TimeSpan.FromMilliseconds(100);

    private readonly IRecordStore _store;
    private readonly ISecrets _secrets;
    private readonly IOptions<IdentitySettings> _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyRing> _log;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile KeySet? _keys;
    private long _readAt;
    private int _readsBegun;
    private int _lastReadDone;

    internal KeyRing(IRecordStore store, ISecrets secrets, IOptions<IdentitySettings> settings, TimeProvider time, ILogger<KeyRing> log)
    {
        _store = store;
        _secrets = secrets;
        _settings = settings;
        _time = time;
        _log = log;
    }

    /// <summary>
    /// Makes a new signing key. Tokens of the old one stay good until they expire. If another silo makes one at the same moment,
    /// that one counts.
    /// </summary>
    /// <param name="publishAhead">How long the key is published before it signs; zero to sign with it at once.</param>
    public async Task Rotate(TimeSpan publishAhead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publishAhead, TimeSpan.Zero);
        await _gate.WaitAsync();
        try
        {
            var keys = await Read();
            await Add(keys.Newest.Generation + 1, publishAhead);
            await Read();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The keys, at most a minute old unless the store does not answer.</summary>
    internal ValueTask<KeySet> Current()
        => _keys is { } keys && _time.GetElapsedTime(Volatile.Read(ref _readAt)) < ReadEvery ? new(keys) : new(Refresh());

    public void Dispose() => _gate.Dispose();

    /// <summary>The keys as last read; null before the first read.</summary>
    internal KeySet? Known => _keys;

    /// <summary>The key of that name; null when no silo has made it, or it is retired.</summary>
    internal async ValueTask<SigningKey?> Find(string kid) => (await Knowing(kid)).Find(kid, _time.GetUtcNow());

    /// <summary>The keys, with that of the name if any silo has made it.</summary>
    internal async ValueTask<KeySet> Knowing(string kid)
    {
        var keys = await Current();
        // It may be younger than what was read, so the answer no needs a read that began after the question.
        return keys.Keys.Any(key => key.Kid == kid) ? keys : await ReadAgain();
    }

    private async Task<KeySet> Refresh()
    {
        // One caller reads; the others need not wait for it, nor for a store that does not answer.
        if (_keys is { } keys && _gate.CurrentCount == 0)
            return keys;

        try
        {
            return await ReadAgain();
        }
        catch (StoreUnavailableException failure) when (_keys is not null)
        {
            LogReadFailed(_log, failure);
            Volatile.Write(ref _readAt, _time.GetTimestamp());
            return _keys;
        }
    }

    private async Task<KeySet> ReadAgain()
    {
        var begunBefore = Volatile.Read(ref _readsBegun);
        await _gate.WaitAsync();
        try
        {
            if (_keys is { } read && _lastReadDone > begunBefore)
                return read;

            var wait = ReadAtMostEvery - _time.GetElapsedTime(_readAt);
            if (_keys is not null && wait > TimeSpan.Zero)
                await Task.Delay(wait, _time);

            return await Read();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads the keys, and makes one if there is none or the newest is old. Only for holders of the gate.</summary>
    private async Task<KeySet> Read()
    {
        var number = ++_readsBegun;
        var keys = await ReadRecords();
        var now = _time.GetUtcNow();
        if (keys is null)
        {
            await Add(1, TimeSpan.Zero);
            keys = await ReadRecords() ?? throw new StoreUnavailableException("The first signing key was stored but could not be read.");
        }
        else if (keys.Newest.CreatedAt + _settings.Value.KeyRotation <= now)
        {
            await Add(keys.Newest.Generation + 1, PublishAhead);
            keys = await ReadRecords() ?? keys;
        }

        Volatile.Write(ref _readAt, _time.GetTimestamp());
        _lastReadDone = number;
        _keys = keys;
        return keys;
    }

    private async Task<KeySet?> ReadRecords()
    {
        var records = await _store.ReadPartition(Partition, after: null, MostKeys);
        if (records.Count == 0)
            return null;

        // Importing a key costs more than reading it, and a key that is known already keeps its place in the caches of the library.
        var known = _keys?.Keys.ToDictionary(key => key.Kid) ?? [];
        var keys = new KeySet(
            [
                .. records
                    .Select(record => KeyRecord.FromJson(record.Body.Span, _secrets))
                    .Select(record => known.GetValueOrDefault(record.Kid) ?? new SigningKey(record)),
            ],
            _settings.Value.RefreshTokenLifetime);

        var now = _time.GetUtcNow();
        foreach (var (record, key) in records.Zip(keys.Keys))
        {
            if (keys.IsSpent(key, now))
                await _store.Write(new RecordWrite { Key = record.Key, Expected = record.Etag, WriteId = RecordWrite.NewWriteId() });
        }

        return _keys is { } current && current.Keys.SequenceEqual(keys.Keys) ? current : keys;
    }

    private async Task Add(int generation, TimeSpan publishAhead)
    {
        var record = KeyRecord.Create(generation, _time.GetUtcNow(), publishAhead);
        var outcome = await _store.Write(new RecordWrite
        {
            Key = new RecordKey(Partition, generation.ToString("D8", CultureInfo.InvariantCulture)),
            WriteId = RecordWrite.NewWriteId(),
            Body = record.ToJson(_secrets),
        });
        if (outcome.Status == WriteStatus.Written && generation == 1)
            LogFirstKey(_log, record.Kid);
        else if (outcome.Status == WriteStatus.Written)
            LogKeyAdded(_log, record.Kid, record.ActiveFrom);
        else if (outcome.Status == WriteStatus.Refused)
            throw new StoreUnavailableException($"The store refused a signing key: {outcome.Reason}");
    }
}
