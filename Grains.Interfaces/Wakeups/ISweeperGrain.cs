namespace Tenantry.Grains.Interfaces;

/// <summary>Wakes the grains of one shard of the alarms.</summary>
[Alias("ISweeperGrain")]
public interface ISweeperGrain : IGrainWithIntegerKey
{
    /// <summary>Looks for due alarms once and wakes their grains.</summary>
    [Alias("Sweep")]
    Task Sweep();
}
