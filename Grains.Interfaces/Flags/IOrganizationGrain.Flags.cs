using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>Every feature of the plan and every flag of the product, as they hold now. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("GetFlags"), AlwaysInterleave]
    Task<Result<ImmutableArray<FlagView>>> GetFlags();

    /// <summary>
    /// Switches a flag, or takes the switch back: a user switches as the organization, anybody else overrides it.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.FlagNotFound"/>, <see cref="ErrorCode.FlagNotSwitchable"/>, <see cref="ErrorCode.FeatureNotInPlan"/>,
    /// <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("SwitchFlag")]
    Task<Result<FlagView>> SwitchFlag(string flag, bool? enabled, Actor actor);
}
