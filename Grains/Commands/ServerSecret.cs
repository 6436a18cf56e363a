using System.Security.Cryptography;

namespace Tenantry.Grains;

/// <summary>
/// A random key that belongs to this deployment, made at first use. Stored as a record of its own, not in a grain, so that no view
/// of grain state can show it.
/// </summary>
internal sealed class ServerSecret(IRecordStore store)
{
    private static readonly RecordKey Key = new("server-secret", "request-fingerprints");

    private byte[]? _secret;

    public ValueTask<byte[]> Get() => _secret is { } secret ? new(secret) : new(Load());

    private async Task<byte[]> Load()
    {
        var fresh = RandomNumberGenerator.GetHexString(64, lowercase: true);
        while (true)
        {
            if (await store.Read(Key) is { } stored)
                return _secret = GrainJson.Read<StoredSecret>(stored.Body).ToBytes();

            // Two silos may start at once; the first one's secret is everybody's.
            await store.Write(new RecordWrite
            {
                Key = Key,
                WriteId = RecordWrite.NewWriteId(),
                Body = GrainJson.ToBytes(new StoredSecret(fresh)),
            });
        }
    }
}

/// <summary>The stored form of the secret, in hexadecimal.</summary>
internal sealed record StoredSecret(string Hex)
{
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    public override string ToString() => nameof(StoredSecret);
}
