using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Tenantry.Grains.Interfaces;
using Tenantry.Identity;

namespace Tenantry.Silo;

/// <summary>
/// Everything that is moved: all records, and the ring of keys without which their secrets cannot be read. Where the ring lies in a
/// folder beside the store, its files are shown as the records that they would be in a store.
/// </summary>
/// <param name="store">The records.</param>
/// <param name="ring">The folder of the ring; null when it lies in the store.</param>
internal sealed class Estate(IRecordStore store, DirectoryInfo? ring)
{
    /// <summary>Everything, in no particular order.</summary>
    public async IAsyncEnumerable<StoredRecord> Read()
    {
        foreach (var file in ring?.EnumerateFiles("*.xml") ?? [])
            yield return RingRecord(Path.GetFileNameWithoutExtension(file.Name), Text(file));
        await foreach (var record in store.Scan())
        {
            if (record.Key.Partition != TenantrySecrets.RingPartition)
                yield return record;
            else if (ring is null)
                yield return RingRecord(record.Key.Key, Encoding.UTF8.GetString(record.Body.Span));
        }
    }

    /// <summary>Writes what is not there yet. What is there already with the same etag was written before.</summary>
    /// <exception cref="MoveRefusedException">Something else is there, or the store takes no such record.</exception>
    public async Task Write(IReadOnlyList<StoredRecord> records)
    {
        var (files, rows) = (new List<StoredRecord>(), new List<RecordWrite>());
        foreach (var record in records)
        {
            if (ring is not null && record.Key.Partition == TenantrySecrets.RingPartition)
                files.Add(record);
            else
                rows.Add(new RecordWrite { Key = record.Key, WriteId = record.Etag, Body = record.Body, Alarm = record.Alarm });
        }

        foreach (var file in files)
            WriteFile(file);
        var outcomes = await store.Write(rows);
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Status == WriteStatus.Conflict)
                throw new MoveRefusedException($"The store holds another {rows[i].Key} than the export.");
            if (outcomes[i].Status == WriteStatus.Refused)
                throw new MoveRefusedException($"The store refuses {rows[i].Key}: {outcomes[i].Reason}");
        }
    }

    // An element is the same wherever it lies, so its etag is made from it.
    private static StoredRecord RingRecord(string name, string element)
    {
        var body = Encoding.UTF8.GetBytes(element);
        return new StoredRecord(
            new RecordKey(TenantrySecrets.RingPartition, name), Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16)), body, null);
    }

    private static string Text(FileInfo file)
    {
        try
        {
            return XElement.Load(file.FullName).ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            throw new MoveRefusedException($"{file.FullName} is no key of a ring.");
        }
    }

    // A name like those that Data Protection gives; whatever else there is in a file is no name for one.
    private static bool IsName(string name) => name.Length > 0 && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');

    private void WriteFile(StoredRecord record)
    {
        if (!IsName(record.Key.Key))
            throw new MoveRefusedException($"'{record.Key.Key}' is no name of a key of a ring.");
        var path = Path.Combine(ring!.FullName, $"{record.Key.Key}.xml");
        if (File.Exists(path))
        {
            if (RingRecord(record.Key.Key, Text(new FileInfo(path))).Etag != record.Etag)
                throw new MoveRefusedException($"{path} is another key than the export's.");
            return;
        }

        // Whole or not at all: a process may die here.
        var half = $"{path}.partial";
        File.Delete(half);
        OwnerOnly.WriteNewFile(half, Encoding.UTF8.GetString(record.Body.Span));
        File.Move(half, path);
    }
}
