using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Identity;

/// <summary>
/// A key of the ring in an envelope: AES-256-GCM by a data key of its own, which lies beside it wrapped by the KMS key. Data
/// Protection knows only calls that block; it makes them at the start and once in months.
/// </summary>
internal sealed class KmsEncryptor(KmsKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var (dataKey, wrapped) = key.NewDataKey().GetAwaiter().GetResult();
        try
        {
            return new EncryptedXmlInfo(KmsEnvelope.Seal(plaintextElement, dataKey, wrapped), typeof(KmsDecryptor));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }
}

/// <summary>Opens what <see cref="KmsEncryptor"/> made. Its name is stored in the ring, so it must stay as it is.</summary>
internal sealed class KmsDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = services.GetService<KmsKey>()
            ?? throw new SecretsUnavailableException($"the key ring is wrapped by a KMS key, and {RingSettings.Section}:KmsKeyId is not set.");
        var dataKey = key.Unwrap(KmsEnvelope.WrappedKey(encryptedElement)).GetAwaiter().GetResult();
        try
        {
            return KmsEnvelope.Open(encryptedElement, dataKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }
}

/// <summary>The envelope as XML.</summary>
internal static class KmsEnvelope
{
    private const string Wrapped = "wrappedKey";
    private const string Nonce = "nonce";
    private const string Tag = "tag";
    private const string Content = "content";

    public static XElement Seal(XElement plain, byte[] dataKey, byte[] wrapped)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var content = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        using var aes = new AesGcm(dataKey, tag.Length);
        // In place, so that the plain text is gone. What it is bound to is the wrapped key beside it.
        aes.Encrypt(nonce, content, content, tag, wrapped);
        return new XElement(
            "kmsEnvelope", Text(Wrapped, wrapped), Text(Nonce, nonce), Text(Tag, tag), Text(Content, content));
    }

    /// <exception cref="CryptographicException">It was changed, or is no envelope.</exception>
    public static XElement Open(XElement envelope, byte[] dataKey)
    {
        var (tag, content) = (Bytes(envelope, Tag), Bytes(envelope, Content));
        using var aes = new AesGcm(dataKey, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(Bytes(envelope, Nonce), content, tag, content, WrappedKey(envelope));
        return XElement.Parse(Encoding.UTF8.GetString(content));
    }

    public static byte[] WrappedKey(XElement envelope) => Bytes(envelope, Wrapped);

    private static XElement Text(string name, byte[] bytes) => new(name, Convert.ToBase64String(bytes));

    private static byte[] Bytes(XElement envelope, string name)
    {
        try
        {
            return Convert.FromBase64String(envelope.Element(name)?.Value ?? throw new CryptographicException($"The envelope has no {name}."));
        }
        catch (FormatException format)
        {
            throw new CryptographicException($"The envelope's {name} cannot be read.", format);
        }
    }
}
