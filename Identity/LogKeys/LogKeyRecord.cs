using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>A key that signs logs. Written once, never changed and never deleted: what it signed must be checkable for good.</summary>
internal sealed record LogKeyRecord
{
    private const string Purpose = "log-key/";

    /// <summary>Counts the keys from 1. Inserting the next number if absent is how silos agree on one key.</summary>
    public required int Generation { get; init; }

    /// <summary>The thumbprint of the public key (RFC 7638).</summary>
    public required string Kid { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The public point's coordinates as RFC 7518 section 6.2.1 writes them: published even if the private key is lost.</summary>
    public required string X { get; init; }

    public required string Y { get; init; }

    /// <summary>The ECDSA P-256 key, PKCS #8 in base64, encrypted.</summary>
    public required string PrivateKey { get; init; }

    public static LogKeyRecord Create(int generation, DateTimeOffset now, ISecrets secrets)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(key).ComputeJwkThumbprint());
        return new LogKeyRecord
        {
            Generation = generation,
            Kid = kid,
            CreatedAt = now,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
            PrivateKey = secrets.Protect(Purpose + kid, Convert.ToBase64String(key.ExportPkcs8PrivateKey())),
        };
    }

    /// <summary>The key, ready to sign.</summary>
    /// <exception cref="SecretsUnavailableException">The key ring does not open it.</exception>
    public ECDsa Open(ISecrets secrets)
    {
        var text = secrets.Open(Purpose + Kid, PrivateKey) ?? throw new SecretsUnavailableException(
            $"the log key {Kid} cannot be opened: it was changed, or the key ring is not the one that encrypted it.");
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
        return key;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LogKeyJson.Default.LogKeyRecord);

    public static LogKeyRecord FromJson(ReadOnlySpan<byte> json)
        => JsonSerializer.Deserialize(json, LogKeyJson.Default.LogKeyRecord) ?? throw new JsonException("A log key record is null.");

    public override string ToString() => Kid;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LogKeyRecord))]
internal sealed partial class LogKeyJson : JsonSerializerContext;
