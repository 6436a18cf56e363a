namespace Tenantry.Grains.Interfaces;

/// <summary>An organization's group in the pool outside. For <c>PoolUserGrain</c> only, which makes it before anybody joins.</summary>
[Alias("IPoolGroupGrain")]
public interface IPoolGroupGrain : IGrainWithStringKey
{
    /// <summary>Makes the group unless it is known to be there. Throws what the pool throws.</summary>
    [Alias("Ensure")]
    Task Ensure();
}
