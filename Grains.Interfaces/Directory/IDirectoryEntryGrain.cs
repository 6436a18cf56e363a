namespace Tenantry.Grains.Interfaces;

/// <summary>Holds one entry of the directory.</summary>
[Alias("IDirectoryEntryGrain")]
public interface IDirectoryEntryGrain : IGrainWithStringKey
{
    /// <summary>Stores the entry if it is newer than the stored one.</summary>
    [Alias("Put")]
    Task Put(DirectoryEntry entry, long revision);
}
