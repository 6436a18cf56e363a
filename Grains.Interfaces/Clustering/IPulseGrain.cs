namespace Tenantry.Grains.Interfaces;

/// <summary>By which a front end knows that a silo answers.</summary>
[Alias("IPulseGrain")]
public interface IPulseGrain : IGrainWithIntegerKey
{
    /// <summary>Does nothing, in whichever silo is asked.</summary>
    [Alias("Beat")]
    Task Beat();
}
