namespace Tenantry.Persistence;

/// <summary>
/// Which calls of the store go wrong, for tests of what the program does then. The same numbers and the same order of calls
/// give the same faults. Never for real use: a host must refuse them outside Development.
/// </summary>
public sealed class FaultOptions
{
    /// <summary>Of how many calls of Write one fails; 0 for none. Some fail before they take effect, some after.</summary>
    public int FailEvery { get; set; }

    /// <summary>Of how many calls of Write one is delayed; 0 for none. Some are delayed before they take effect, some after.</summary>
    public int DelayEvery { get; set; }

    /// <summary>For how long a delayed call waits.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Chooses which calls go wrong.</summary>
    public int Seed { get; set; }

    /// <summary>Whether anything goes wrong at all.</summary>
    public bool Any => FailEvery > 0 || DelayEvery > 0;
}
