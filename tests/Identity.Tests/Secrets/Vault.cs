using Amazon.KeyManagementService;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tenantry.Identity.Tests;

/// <summary>What one process has for its secrets: a ring in a folder or in the store, perhaps wrapped by KMS, and signing keys.</summary>
internal sealed class Vault : IDisposable
{
    private readonly IHost _host;

    private Vault(IHost host) => _host = host;

    public ISecrets Secrets => _host.Services.GetRequiredService<ISecrets>();

    public KeyRing Keys => _host.Services.GetRequiredService<KeyRing>();

    /// <summary>Opens the keys as the start of a process does.</summary>
    public static async Task<Vault> Open(IRecordStore store, DirectoryInfo folder, StandInKms? kms = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(store);
        if (kms is not null)
        {
            builder.Configuration["Tenantry:Keys:KmsKeyId"] = StandInKms.KeyId;
            builder.Configuration["Tenantry:Keys:ServiceUrl"] = kms.Url;
            builder.Services.AddSingleton<IAmazonKeyManagementService>(new AmazonKeyManagementServiceClient(
                new BasicAWSCredentials("a key", "a secret"),
                new AmazonKeyManagementServiceConfig { ServiceURL = kms.Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 }));
        }

        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddTenantrySecrets(builder.Configuration, folder);
        var vault = new Vault(builder.Build());
        try
        {
            await vault._host.Services.OpenTenantrySecrets();
            return vault;
        }
        catch
        {
            vault.Dispose();
            throw;
        }
    }

    public void Dispose() => _host.Dispose();
}
