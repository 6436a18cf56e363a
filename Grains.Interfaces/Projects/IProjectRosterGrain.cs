using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Keeps the rosters of projects: which members hold a role of their own there, for lists only. Holds nothing itself: an entry is a
/// record that follows the membership, which is the truth.
/// </summary>
[Alias("IProjectRosterGrain")]
public interface IProjectRosterGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the rosters of these projects say of one user what the user's membership says.</summary>
    [Alias("Follow"), AlwaysInterleave]
    Task Follow(OrganizationId organization, UserId user, ImmutableArray<ProjectId> projects);
}
