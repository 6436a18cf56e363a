using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tenantry.Silo;

/// <summary>The public keys by which a log's signatures are checked, as a JWKS (RFC 7517).</summary>
internal sealed class LogKeyFile
{
    private readonly Dictionary<string, ECDsa> _keys = [];

    /// <exception cref="JsonException">It is none.</exception>
    public static LogKeyFile Read(ReadOnlyMemory<byte> json)
    {
        var file = new LogKeyFile();
        using var document = JsonDocument.Parse(json);
        try
        {
            foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (key.GetProperty("kty").GetString() != "EC" || key.GetProperty("crv").GetString() != "P-256")
                    continue;
                file._keys[key.GetProperty("kid").GetString()!] = ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Decode(key, "x"), Y = Decode(key, "y") },
                });
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or FormatException or CryptographicException)
        {
            throw new JsonException($"the keys are no JWKS: {failure.Message}", failure);
        }

        return file;
    }

    /// <summary>What a compact JWS (RFC 7515) says. Whether it is signed is checked when there are keys.</summary>
    public static ExportLine Open(string signature, LogKeyFile? keys)
    {
        if (signature.Split('.') is not [var header, var payload, var proof])
            throw new BrokenLogException("The signature is no compact JWS.");
        var protectedHeader = ExportLine.Parse(Decode(header));
        if (protectedHeader.Text("alg") != "ES256")
            throw new BrokenLogException("The signature is not one of ES256.");

        if (keys is not null)
        {
            var kid = protectedHeader.Text("kid");
            if (!keys._keys.TryGetValue(kid, out var key))
                throw new BrokenLogException($"It is signed with the key {kid}, which is none of those given.");
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"), Decode(proof), HashAlgorithmName.SHA256))
                throw new BrokenLogException("The signature is not that of its key.");
        }

        return ExportLine.Parse(Decode(payload));
    }

    private static byte[] Decode(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static byte[] Decode(string part)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(part);
            // A value has several spellings, of which one is written.
            if (Base64Url.EncodeToString(bytes) == part)
                return bytes;
        }
        catch (FormatException)
        {
            // Then it is none.
        }

        throw new BrokenLogException("The signature is not written in base64url.");
    }
}
