namespace Tenantry.Grains.Interfaces;

/// <summary>A grain whose record can carry an alarm.</summary>
[Alias("IWakeableGrain")]
public interface IWakeableGrain : IGrainWithStringKey
{
    /// <summary>Hints that the alarm has passed. The grain decides from its own record whether there is anything to do.</summary>
    [Alias("Wake")]
    Task Wake();
}
