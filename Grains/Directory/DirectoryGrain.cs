using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>
/// A stateless worker and not a grain for each entry: an entry is written a few times in its life, and an activation for it would
/// cost a sign-up more than the write does.
/// </summary>
[StatelessWorker, GrainType("directory")]
internal sealed class DirectoryGrain(IRecordStore store) : Grain, IDirectoryGrain
{
    /// <summary>The partition that holds the entries, in the order in which the organizations were founded.</summary>
    public const string Partition = "directory/organizations";

    public async Task Put(DirectoryEntry entry, long revision)
    {
        var key = new RecordKey(Partition, TypedId.Key(entry.Id));
        var body = GrainJson.ToBytes(new DirectoryRecord { Entry = entry, Revision = revision });
        // The first entry is the common case, so it is written without a look.
        string? etag = null;
        while (true)
        {
            var outcome = await store.Write(new RecordWrite
            {
                Key = key,
                Expected = etag,
                WriteId = RecordWrite.NewWriteId(),
                Body = body,
            });
            if (outcome.Status == WriteStatus.Written)
                return;

            var stored = await store.Read(key);
            if (stored is not null && GrainJson.Read<DirectoryRecord>(stored.Body).Revision >= revision)
                return;
            etag = stored?.Etag;
        }
    }
}
