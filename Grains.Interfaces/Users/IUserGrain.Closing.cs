using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

// Closing an account: every organization has to let go of it first, and one whose only admin it is does not.
public partial interface IUserGrain
{
    /// <summary>
    /// Begins to close the account; repeating it changes nothing. Errors: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.ChangeInProgress"/>.
    /// </summary>
    [Alias("Close")]
    Task<Result<Done>> Close();

    /// <summary>
    /// What the organizations said; called by the user's own outbox only. Repeating it changes nothing.
    /// </summary>
    /// <param name="left">Those that were left.</param>
    /// <param name="held">Those that do not let go.</param>
    [Alias("CloseDecided")]
    Task CloseDecided(ImmutableArray<OrganizationId> left, ImmutableArray<HeldOrganization> held);

    /// <summary>
    /// Waits until it is decided whether the account is closed. Errors: <see cref="ErrorCode.HandOverFirst"/>,
    /// <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    [Alias("Closed"), AlwaysInterleave]
    Task<Result<Done>> Closed(TimeSpan timeout);
}

/// <summary>An organization that would be left without an admin.</summary>
[GenerateSerializer, Immutable, Alias("HeldOrganization")]
public sealed record HeldOrganization([property: Id(0)] OrganizationId Id, [property: Id(1)] string Name);
