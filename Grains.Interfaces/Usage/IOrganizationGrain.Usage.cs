using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>
    /// Every meter with what is used and allowed: Tenantry's own, then the product's in their order.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>.
    /// </summary>
    [Alias("GetUsage"), AlwaysInterleave]
    Task<Result<ImmutableArray<MeterUsageView>>> GetUsage();

    /// <summary>
    /// Holds room of a gauge that the product defines. Changes nothing of the organization itself. Repeating it with the same id
    /// answers the reservation. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.MeterNotFound"/>, <see cref="ErrorCode.MeterUse"/>, <see cref="ErrorCode.LimitReached"/>,
    /// <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("Reserve"), AlwaysInterleave]
    Task<Result<ReservationView>> Reserve(string meter, NewReservation reservation, Actor actor);

    /// <summary>
    /// Gives back committed units of a gauge that the product defines. Repeating it with the same id changes nothing.
    /// Errors: those of <see cref="Reserve"/> but for the limits.
    /// </summary>
    [Alias("GiveBack"), AlwaysInterleave]
    Task<Result<MeterUsageView>> GiveBack(string meter, ReservationId id, long n);

    /// <summary>
    /// Counts events on a counter that the product defines, each id once. Out of limit, none of them is counted.
    /// Errors: those of <see cref="Reserve"/>, <see cref="ErrorCode.ValidationFailed"/>.
    /// </summary>
    [Alias("Count"), AlwaysInterleave]
    Task<Result<CountedView>> Count(string meter, ImmutableArray<UsageEvent> events, Actor actor);

    /// <summary>
    /// As <see cref="Reserve"/>, for users and projects, which the organization counts itself: what is held is not given to others
    /// until it expires. It is used by making the thing with it.
    /// </summary>
    [Alias("HoldRoom")]
    Task<Result<ReservationView>> HoldRoom(string meter, NewReservation reservation, Actor actor);

    /// <summary>An open reservation of users or projects. Errors: <see cref="ErrorCode.ReservationNotFound"/>.</summary>
    [Alias("GetHold"), AlwaysInterleave]
    Task<Result<ReservationView>> GetHold(ReservationId reservation);

    /// <summary>Gives back what is held of users or projects. Errors: <see cref="ErrorCode.ReservationNotFound"/>.</summary>
    [Alias("ReleaseHold")]
    Task<Result<ReservationView>> ReleaseHold(ReservationId reservation);
}
