using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>One generation of keys. Written once, never changed, deleted when nothing it made is valid any more.</summary>
internal sealed record KeyRecord
{
    private const string SigningPurpose = "signing-key/";
    private const string RefreshPurpose = "refresh-secret/";

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

    /// <summary>What is stored: the secrets encrypted, each for its place in this generation and for no other.</summary>
    public byte[] ToJson(ISecrets secrets) => JsonSerializer.SerializeToUtf8Bytes(
        new StoredKey
        {
            Generation = Generation,
            Kid = Kid,
            CreatedAt = CreatedAt,
            ActiveFrom = ActiveFrom,
            PrivateKey = secrets.Protect(SigningPurpose + Kid, Convert.ToBase64String(PrivateKey)),
            RefreshSecret = secrets.Protect(RefreshPurpose + Kid, Convert.ToBase64String(RefreshSecret)),
        },
        KeyJson.Default.StoredKey);

    /// <summary>Reads what was stored.</summary>
    /// <exception cref="SecretsUnavailableException">The key ring does not open it.</exception>
    public static KeyRecord FromJson(ReadOnlySpan<byte> json, ISecrets secrets)
    {
        var stored = JsonSerializer.Deserialize(json, KeyJson.Default.StoredKey) ?? throw new JsonException("A key record is null.");
        return new KeyRecord
        {
            Generation = stored.Generation,
            Kid = stored.Kid,
            CreatedAt = stored.CreatedAt,
            ActiveFrom = stored.ActiveFrom,
            PrivateKey = Open(SigningPurpose + stored.Kid, stored.PrivateKey),
            RefreshSecret = Open(RefreshPurpose + stored.Kid, stored.RefreshSecret),
        };

        byte[] Open(string purpose, string text) => secrets.Open(purpose, text) is { } open
            ? Convert.FromBase64String(open)
            : throw new SecretsUnavailableException(
                $"the signing key {stored.Kid} cannot be opened: it was changed, or the key ring is not the one that encrypted it.");
    }

    public override string ToString() => Kid;
}

/// <summary>One generation of keys as the store has it.</summary>
internal sealed record StoredKey
{
    public required int Generation { get; init; }

    public required string Kid { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>Encrypted.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Encrypted.</summary>
    public required string RefreshSecret { get; init; }

    public override string ToString() => Kid;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredKey))]
internal sealed partial class KeyJson : JsonSerializerContext;
