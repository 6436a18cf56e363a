using System.Security.Cryptography;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace Tenantry.Identity;

/// <summary>
/// A key of AWS KMS, which never leaves it. It wraps data keys, and only for this purpose: the encryption context is part of what
/// KMS authenticates and logs.
/// </summary>
internal sealed class KmsKey(IAmazonKeyManagementService kms, string keyId)
{
    private static readonly Dictionary<string, string> Context = new() { ["application"] = "Tenantry", ["purpose"] = "key-ring" };
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public string Id => keyId;

    /// <summary>The client that the settings describe; credentials come from where AWS's tools look for them.</summary>
    public static IAmazonKeyManagementService Client(RingSettings settings)
    {
        var config = new AmazonKeyManagementServiceConfig { Timeout = Timeout, MaxErrorRetry = 2 };
        if (settings.Region is { } region)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (settings.ServiceUrl is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = settings.Region;
        }

        return new AmazonKeyManagementServiceClient(config);
    }

    /// <summary>A new data key of 256 bits, with the same wrapped by the KMS key.</summary>
    public async Task<(byte[] Plain, byte[] Wrapped)> NewDataKey()
    {
        var made = await kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = keyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Context });
        return (made.Plaintext.ToArray(), made.CiphertextBlob.ToArray());
    }

    /// <summary>Unwraps a data key.</summary>
    public async Task<byte[]> Unwrap(byte[] wrapped)
    {
        using var blob = new MemoryStream(wrapped, writable: false);
        var opened = await kms.DecryptAsync(new DecryptRequest { KeyId = keyId, CiphertextBlob = blob, EncryptionContext = Context });
        return opened.Plaintext.ToArray();
    }

    /// <summary>Tries both, as the ring will.</summary>
    /// <exception cref="SecretsUnavailableException">KMS does not answer, or does not let us.</exception>
    public async Task Check()
    {
        try
        {
            var (plain, wrapped) = await NewDataKey();
            var opened = await Unwrap(wrapped);
            if (!CryptographicOperations.FixedTimeEquals(plain, opened))
                throw new SecretsUnavailableException($"the KMS key {keyId} does not open what it has wrapped.");
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            throw new SecretsUnavailableException($"the KMS key {keyId} cannot be used: {failure.Message}", failure);
        }
    }
}
