using System.Security.Cryptography;

namespace Tenantry.Grains;

/// <summary>
/// A random key that belongs to this deployment, made at first use. Stored as a record of its own, not in a grain, so that no view
/// of grain state can show it, and encrypted.
/// </summary>
internal sealed class ServerSecret(IRecordStore store, ISecrets secrets)
{
    private static readonly RecordKey Key = new("server-secret", "request-fingerprints");

    private const string Purpose = "request-fingerprints";

    private byte[]? _secret;

    public ValueTask<byte[]> Get() => _secret is { } secret ? new(secret) : new(Load());

    private async Task<byte[]> Load()
    {
        var fresh = RandomNumberGenerator.GetHexString(64, lowercase: true);
        while (true)
        {
            if (await store.Read(Key) is { } stored)
                return _secret = Open(GrainJson.Read<StoredSecret>(stored.Body));

            // Two silos may start at once; the first one's secret is everybody's.
            await store.Write(new RecordWrite
            {
                Key = Key,
                WriteId = RecordWrite.NewWriteId(),
                Body = GrainJson.ToBytes(new StoredSecret(secrets.Protect(Purpose, fresh))),
            });
        }
    }

    private byte[] Open(StoredSecret stored)
        => secrets.Open(Purpose, stored.Text) is { } hex
            ? Convert.FromHexString(hex)
            : throw new InvalidOperationException("The key of request fingerprints cannot be opened by this key ring.");
}

/// <summary>The stored form of the secret: hexadecimal, encrypted.</summary>
internal sealed record StoredSecret(string Text)
{
    public override string ToString() => nameof(StoredSecret);
}
