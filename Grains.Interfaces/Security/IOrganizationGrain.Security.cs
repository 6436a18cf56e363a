using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>What the organization demands of its members. Errors: <see cref="ErrorCode.OrganizationNotFound"/>.</summary>
    [Alias("GetSecurity"), AlwaysInterleave]
    Task<Result<OrganizationSecurity>> GetSecurity();

    /// <summary>
    /// Demands this from now on. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.SecondFactorRequired"/> when it would lock out whoever asks.
    /// </summary>
    /// <param name="security">What to demand.</param>
    /// <param name="bySecondFactor">Whether whoever asks has signed in with a second factor.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("SetSecurity")]
    Task<Result<OrganizationSecurity>> SetSecurity(OrganizationSecurity security, bool bySecondFactor, Actor actor);
}
