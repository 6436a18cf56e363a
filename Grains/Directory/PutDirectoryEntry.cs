using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Brings an organization's entry in the directory up to date.</summary>
internal sealed record PutDirectoryEntry(DirectoryEntry Entry, long Revision) : Message
{
    [JsonIgnore]
    public override string Receiver => $"directory/{Entry.Id}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Directory().Put(Entry, Revision);
        return null;
    }
}
