using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// The keys that sign what logs have come to, shared by all silos through the record store. A new one follows every year; the former
/// ones stay published for good.
/// </summary>
internal sealed partial class LogKeys(IRecordStore store, ISecrets secrets, TimeProvider time, ILogger<LogKeys> log) : ILogSigner, IDisposable
{
    private const string Partition = "identity/log-keys";
    private const int MostKeys = 1000;

    private static readonly TimeSpan Rotation = TimeSpan.FromDays(365);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1);
    private ImmutableArray<LogKeyRecord> _keys = [];
    private (string Kid, ECDsa Key)? _signer;
    private long _readAt;

    /// <summary>All keys that ever were, the oldest first, at most a minute old.</summary>
    public async ValueTask<ImmutableArray<LogKeyRecord>> All()
    {
        await _gate.WaitAsync();
        try
        {
            return await Current();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<string> Sign(LogStatement statement)
    {
        await _gate.WaitAsync();
        try
        {
            var key = (await Current())[^1];
            if (_signer?.Kid != key.Kid)
            {
                _signer?.Key.Dispose();
                _signer = (key.Kid, key.Open(secrets));
            }

            var signed = $"{Base64UrlEncoder.Encode($$"""{"alg":"ES256","kid":"{{key.Kid}}"}""")}.{Base64UrlEncoder.Encode(Payload(statement))}";
            // The two numbers one after the other, as RFC 7518 section 3.4 wants them, are what SignData makes by default.
            return $"{signed}.{Base64UrlEncoder.Encode(_signer.Value.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _signer?.Key.Dispose();
        _gate.Dispose();
    }

    private static byte[] Payload(LogStatement statement)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("log", statement.Log.Value);
            json.WriteNumber("sequence", statement.Sequence);
            json.WriteString("id", statement.Id.Value);
            json.WriteString("hash", statement.Hash);
            json.WriteString("time", statement.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    // Only for holders of the gate.
    private async Task<ImmutableArray<LogKeyRecord>> Current()
    {
        var now = time.GetUtcNow();
        if (!_keys.IsEmpty && time.GetElapsedTime(_readAt) < ReadEvery && now < _keys[^1].CreatedAt + Rotation)
            return _keys;

        var keys = await Read();
        if (keys.IsEmpty || keys[^1].CreatedAt + Rotation <= now)
        {
            await Add(LogKeyRecord.Create(keys.IsEmpty ? 1 : keys[^1].Generation + 1, now, secrets));
            keys = await Read();
        }

        if (keys.IsEmpty)
            throw new StoreUnavailableException("The first log key was stored but could not be read.");
        _readAt = time.GetTimestamp();
        return _keys = keys;
    }

    private async Task<ImmutableArray<LogKeyRecord>> Read()
        => [.. (await store.ReadPartition(Partition, after: null, MostKeys)).Select(record => LogKeyRecord.FromJson(record.Body.Span))];

    private async Task Add(LogKeyRecord key)
    {
        var outcome = await store.Write(new RecordWrite
        {
            Key = new RecordKey(Partition, key.Generation.ToString("D8", CultureInfo.InvariantCulture)),
            WriteId = RecordWrite.NewWriteId(),
            Body = key.ToJson(),
        });
        if (outcome.Status == WriteStatus.Written)
            LogKeyAdded(log, key.Kid);
        else if (outcome.Status == WriteStatus.Refused)
            throw new StoreUnavailableException($"The store refused a log key: {outcome.Reason}");
    }

    [LoggerMessage(LogLevel.Debug, "Made the log key {Kid}")]
    private static partial void LogKeyAdded(ILogger log, string kid);
}
