using System.Globalization;

namespace Tenantry.Bench;

/// <summary>What the operating system knows of processes that are not ours to ask.</summary>
internal static class ProcessTimes
{
    // Linux counts in hundredths for whoever reads its files, whatever it counts in itself.
    private const double TicksASecond = 100;

    /// <summary>User and system time of a process and of its children, those that have ended included.</summary>
    public static TimeSpan OfTree(int process)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            if (Read(folder) is not { } fields) continue;

            if (id == process) ticks += Sum(fields, own: true) + Sum(fields, own: false);
            else if (fields[1] == process.ToString(CultureInfo.InvariantCulture)) ticks += Sum(fields, own: true);
        }

        return TimeSpan.FromSeconds(ticks / TicksASecond);
    }

    // See proc(5): fields 14 and 15 are the process's own times, 16 and 17 those of its children that have ended.
    private static long Sum(string[] fields, bool own)
        => fields.AsSpan(own ? 11 : 13, 2).ToArray().Sum(text => long.Parse(text, CultureInfo.InvariantCulture));

    // From field 3 on: what comes before holds a name, which may hold anything but ends at the last bracket.
    private static string[]? Read(string folder)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}
