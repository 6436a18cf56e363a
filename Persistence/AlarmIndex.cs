namespace Tenantry.Persistence;

/// <summary>How every store indexes alarms.</summary>
public static class AlarmIndex
{
    /// <summary>Into how many buckets alarms fall; <see cref="AlarmShard.Count"/> divides it.</summary>
    public const int Buckets = 256;

    private static readonly long LatestMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The bucket of a record, from 0: FNV-1a over its key. Stored, so it must never change.</summary>
    public static int Bucket(RecordKey key)
    {
        var hash = Hash(2166136261, key.Partition);
        hash = Hash((hash ^ '/') * 16777619, key.Key);
        return (int)((hash ^ (hash >> 16)) % Buckets);
    }

    /// <summary>Whether a record belongs to a shard.</summary>
    public static bool Contains(this AlarmShard shard, RecordKey key) => Bucket(key) % shard.Count == shard.Index;

    /// <summary>Milliseconds since 1970, rounded up: rounded down, a grain would be woken before it has anything to do.</summary>
    public static long ToMilliseconds(DateTimeOffset alarm)
    {
        var floor = alarm.ToUnixTimeMilliseconds();
        var late = alarm.UtcTicks % TimeSpan.TicksPerMillisecond != 0;
        return late && floor < LatestMilliseconds ? floor + 1 : floor;
    }

    private static uint Hash(uint hash, string text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * 16777619;
        return hash;
    }
}
