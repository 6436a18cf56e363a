using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity;

/// <summary>One generation of keys, ready for use.</summary>
internal sealed class SigningKey
{
    public SigningKey(KeyRecord record)
    {
        Generation = record.Generation;
        Kid = record.Kid;
        CreatedAt = record.CreatedAt;
        ActiveFrom = record.ActiveFrom;

        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(record.PrivateKey, out _);
        Signing = new SigningCredentials(new ECDsaSecurityKey(pair) { KeyId = Kid }, SecurityAlgorithms.EcdsaSha256);

        var publicParameters = pair.ExportParameters(includePrivateParameters: false);
        Verification = new ECDsaSecurityKey(ECDsa.Create(publicParameters)) { KeyId = Kid };
        X = Base64UrlEncoder.Encode(publicParameters.Q.X);
        Y = Base64UrlEncoder.Encode(publicParameters.Q.Y);

        RefreshSigning = new SigningCredentials(Derive(record, "refresh-token signing"), SecurityAlgorithms.HmacSha256);
        RefreshEncryption = new EncryptingCredentials(
            Derive(record, "refresh-token encryption"), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
    }

    public int Generation { get; }

    public string Kid { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset ActiveFrom { get; }

    /// <summary>Signs access tokens.</summary>
    public SigningCredentials Signing { get; }

    /// <summary>The public half, for checking access tokens.</summary>
    public ECDsaSecurityKey Verification { get; }

    /// <summary>The public point's coordinates as RFC 7518 section 6.2.1 writes them.</summary>
    public string X { get; }

    public string Y { get; }

    public SigningCredentials RefreshSigning { get; }

    public EncryptingCredentials RefreshEncryption { get; }

    private static SymmetricSecurityKey Derive(KeyRecord record, string purpose)
        => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, record.RefreshSecret, 32, info: System.Text.Encoding.ASCII.GetBytes(purpose)))
        {
            KeyId = record.Kid,
        };
}
