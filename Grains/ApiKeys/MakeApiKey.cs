using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes an API key, which has no text yet.</summary>
internal sealed record MakeApiKey(OrganizationId? Organization, NewApiKey Key, DateTimeOffset CreatedAt, Actor CreatedBy) : Message
{
    [JsonIgnore]
    public override string Receiver => Key.Id.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.ApiKey(Organization, Key.Id).Make(Key, CreatedAt, CreatedBy);
        return null;
    }
}
