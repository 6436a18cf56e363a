namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The address of a record. Records of one partition lie together, in the ordinal order of their keys.
/// </summary>
/// <param name="Partition">For a grain: its type and the first part of its key, for example <c>project/org_…</c>.</param>
/// <param name="Key">For a grain: the rest of its key, empty when it has one part.</param>
public readonly record struct RecordKey(string Partition, string Key)
{
    /// <summary>
    /// The record of a grain. A grain key of two parts, <c>org_…/prj_…</c>, puts all grains of the first part into one
    /// partition, so that a list of them is a read of that partition and needs no second index.
    /// </summary>
    public static RecordKey Of(GrainId grain)
    {
        var type = grain.Type.ToString();
        var key = grain.Key.ToString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new RecordKey($"{type}/{key}", "")
            : new RecordKey($"{type}/{key[..slash]}", key[(slash + 1)..]);
    }

    /// <summary>The grain that owns this record; only for keys made by <see cref="Of"/>.</summary>
    public GrainId ToGrainId()
    {
        var slash = Partition.IndexOf('/', StringComparison.Ordinal);
        var first = Partition[(slash + 1)..];
        return GrainId.Create(Partition[..slash], Key.Length == 0 ? first : $"{first}/{Key}");
    }

    public override string ToString() => Key.Length == 0 ? Partition : $"{Partition}/{Key}";
}
