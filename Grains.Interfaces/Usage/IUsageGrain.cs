using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// What an organization uses of the meters that the product defines; users, projects and environments are counted elsewhere. The
/// limits are the organization's, which passes them on.
/// </summary>
[Alias("IUsageGrain")]
public interface IUsageGrain : IGrainWithStringKey
{
    /// <summary>What is used and reserved of each meter.</summary>
    [Alias("GetUsed"), AlwaysInterleave]
    ValueTask<UsageSnapshot> GetUsed();
}
