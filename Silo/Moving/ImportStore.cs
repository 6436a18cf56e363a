using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// Writes an export into a store that is empty: <c>Tenantry.Silo import tenantry.ndjson</c>. If it is interrupted, the same again goes
/// on. Nothing is written before the whole file was checked, and in the end everything is read back.
/// </summary>
internal static class ImportStore
{
    public const string Verb = "import";

    private const int RecordsAtOnce = 256;
    private const int BytesAtOnce = 4 * 1024 * 1024;

    /// <summary>Says on <paramref name="errors"/> how far it is, and why it failed if it did.</summary>
    public static Task<int> Run(string[] args, TextWriter errors) => MoveCommand.Run(Verb, args, errors, command => Import(command, errors));

    private static async Task Import(MoveCommand command, TextWriter errors)
    {
        var sums = await Check(command.File, errors);
        await using var store = await OpenedStore.Open(command.Settings, command.Online);
        await RefuseOthers(store.Estate, command.File);
        await Write(store.Estate, command.File, errors);

        var moved = new RecordSums();
        var progress = new MoveProgress(errors, "read back");
        await foreach (var record in store.Estate.Read())
        {
            moved.Add(record);
            progress.Add();
        }

        if (moved.DifferenceFrom(sums.ToJson()) is { } difference)
            throw new MoveRefusedException($"The store is not what the export was: {difference}.");
        progress.Say();
    }

    private static async Task<RecordSums> Check(string path, TextWriter errors)
    {
        var sums = new RecordSums();
        var progress = new MoveProgress(errors, "checked");
        await using var file = File.OpenRead(path);
        await foreach (var record in ExportFile.Read(file))
        {
            sums.Add(record);
            progress.Add();
        }

        progress.Say();
        return sums;
    }

    // What an interrupted import has left is part of the export; anything else would be mixed with it.
    private static async Task RefuseOthers(Estate estate, string path)
    {
        HashSet<UInt128>? exported = null;
        await foreach (var record in estate.Read())
        {
            exported ??= await Digests(path);
            if (!exported.Contains(Digest(record)))
                throw new MoveRefusedException($"The store holds {record.Key}, which the export does not hold like this; import into an empty one.");
        }
    }

    private static async Task<HashSet<UInt128>> Digests(string path)
    {
        var digests = new HashSet<UInt128>();
        await using var file = File.OpenRead(path);
        await foreach (var record in ExportFile.Read(file))
            digests.Add(Digest(record));
        return digests;
    }

    private static UInt128 Digest(StoredRecord record)
        => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(RecordSum.Digest(record));

    private static async Task Write(Estate estate, string path, TextWriter errors)
    {
        var progress = new MoveProgress(errors, "imported");
        var batch = new List<StoredRecord>();
        var bytes = 0;
        await using var file = File.OpenRead(path);
        await foreach (var record in ExportFile.Read(file))
        {
            batch.Add(record);
            bytes += record.Body.Length;
            if (batch.Count < RecordsAtOnce && bytes < BytesAtOnce)
                continue;
            await estate.Write(batch);
            progress.Add(batch.Count);
            batch.Clear();
            bytes = 0;
        }

        await estate.Write(batch);
        progress.Add(batch.Count);
        progress.Say();
    }
}
