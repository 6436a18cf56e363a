namespace Tenantry.Grains;

/// <summary>An entry and the revision of the organization that it shows.</summary>
internal sealed record DirectoryEntryState
{
    public DirectoryEntry? Entry { get; init; }

    public long Revision { get; init; }
}

[GrainType("directory")]
internal sealed class DirectoryEntryGrain(
    [PersistentState("record")] IPersistentState<Record<DirectoryEntryState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<DirectoryEntryState>(storage, surroundings), IDirectoryEntryGrain
{
    public async Task Put(DirectoryEntry entry, long revision)
    {
        if (revision > State.Revision)
            await Commit(new DirectoryEntryState { Entry = entry, Revision = revision });
    }
}
