using System.Diagnostics;

namespace Tenantry.Silo;

/// <summary>Says once a second how far something is.</summary>
internal sealed class MoveProgress(TextWriter errors, string what)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _count;
    private long _said = Stopwatch.GetTimestamp();

    public void Add(int records = 1)
    {
        _count += records;
        if (Stopwatch.GetElapsedTime(_said) < Interval)
            return;
        _said = Stopwatch.GetTimestamp();
        Say();
    }

    public void Say() => errors.WriteLine($"{what}: {_count} records");
}
