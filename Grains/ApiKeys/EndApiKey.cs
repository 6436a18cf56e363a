using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Ends an API key.</summary>
internal sealed record EndApiKey(OrganizationId? Organization, ApiKeyId Key) : Message
{
    [JsonIgnore]
    public override string Receiver => Key.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.ApiKey(Organization, Key).End();
        return null;
    }
}
