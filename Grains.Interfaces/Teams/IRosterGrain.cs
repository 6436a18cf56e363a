using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Keeps the rosters of teams: who is in, for lists only. Holds nothing itself: an entry is a record that follows the membership,
/// which is the truth.
/// </summary>
[Alias("IRosterGrain")]
public interface IRosterGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the rosters of these teams say of one user what the user's membership says.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="user">The user.</param>
    /// <param name="teams">The teams that were joined or left.</param>
    /// <param name="joinedAt">When they were joined; null when they were left.</param>
    [Alias("Follow"), AlwaysInterleave]
    Task Follow(OrganizationId organization, UserId user, ImmutableArray<TeamId> teams, DateTimeOffset? joinedAt);
}
