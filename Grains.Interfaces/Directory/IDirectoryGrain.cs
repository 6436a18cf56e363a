using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>Keeps the operators' directory. Holds nothing itself: an entry is a record, and nobody but its organization changes it.</summary>
[Alias("IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Stores an entry if it is newer than the stored one.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="revision">The revision of the organization that it shows.</param>
    [Alias("Put"), AlwaysInterleave]
    Task Put(DirectoryEntry entry, long revision);
}
