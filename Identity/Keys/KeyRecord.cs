using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity;

/// <summary>One generation of keys as the store has it. Written once, never changed, deleted when nothing it made is valid any more.</summary>
internal sealed record KeyRecord
{
    /// <summary>Counts the generations from 1. Inserting the next number if absent is how silos agree on one key.</summary>
    public required int Generation { get; init; }

    /// <summary>The thumbprint of the public key (RFC 7638).</summary>
    public required string Kid { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When signing with it begins; until then it is only published.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>The ECDSA P-256 key that signs access tokens, PKCS #8.</summary>
    public required byte[] PrivateKey { get; init; }

    /// <summary>32 random bytes from which the keys that protect refresh tokens are derived.</summary>
    public required byte[] RefreshSecret { get; init; }

    public static KeyRecord Create(int generation, DateTimeOffset now, TimeSpan publishAhead)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new KeyRecord
        {
            Generation = generation,
            Kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(key).ComputeJwkThumbprint()),
            CreatedAt = now,
            ActiveFrom = now + publishAhead,
            PrivateKey = key.ExportPkcs8PrivateKey(),
            RefreshSecret = RandomNumberGenerator.GetBytes(32),
        };
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, KeyJson.Default.KeyRecord);

    public static KeyRecord FromJson(ReadOnlySpan<byte> json)
        => JsonSerializer.Deserialize(json, KeyJson.Default.KeyRecord) ?? throw new JsonException("A key record is null.");

    public override string ToString() => Kid;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeyRecord))]
internal sealed partial class KeyJson : JsonSerializerContext;
