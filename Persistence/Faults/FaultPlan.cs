namespace Tenantry.Persistence;

/// <summary>One of every so many calls goes wrong; the seed says which, and at which end.</summary>
internal readonly struct FaultPlan(int every, int seed)
{
    /// <summary>What goes wrong with a call, counted from 0.</summary>
    public Fault At(int call)
    {
        if (every <= 0)
            return Fault.None;
        var draw = Mix((ulong)(call / every) ^ ((ulong)(uint)seed << 32));
        if ((int)(draw % (uint)every) != call % every)
            return Fault.None;
        return draw >> 63 == 0 ? Fault.Before : Fault.After;
    }

    // SplitMix64 (Steele, Lea and Flood, 2014): neighbouring inputs give unrelated outputs.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What goes wrong with one call.</summary>
internal enum Fault
{
    None,
    Before,
    After,
}
