using System.Collections.Immutable;
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

    /// <summary>
    /// Holds room of a gauge; called by the organization only. Repeating it with the same id answers the reservation.
    /// Errors: <see cref="ErrorCode.LimitReached"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("Reserve")]
    Task<Result<ReservationView>> Reserve(MeterAllowance allowance, NewReservation reservation, Actor actor);

    /// <summary>A reservation that is open, or was ended in the last 35 days. Errors: <see cref="ErrorCode.ReservationNotFound"/>.</summary>
    [Alias("GetReservation"), AlwaysInterleave]
    Task<Result<ReservationView>> GetReservation(ReservationId reservation);

    /// <summary>Turns what is held into what is used; once, however often it is asked. Errors: <see cref="ErrorCode.ReservationNotFound"/>.</summary>
    [Alias("CommitReservation")]
    Task<Result<ReservationView>> CommitReservation(ReservationId reservation);

    /// <summary>Gives back what is held; once, however often it is asked. Errors: <see cref="ErrorCode.ReservationNotFound"/>.</summary>
    [Alias("ReleaseReservation")]
    Task<Result<ReservationView>> ReleaseReservation(ReservationId reservation);

    /// <summary>
    /// Gives back committed units of a gauge; called by the organization only. Errors: <see cref="ErrorCode.MeterUse"/> for more
    /// than are used.
    /// </summary>
    /// <param name="meter">The gauge.</param>
    /// <param name="id">Tells a repetition, which changes nothing, from another request.</param>
    /// <param name="n">How many.</param>
    [Alias("GiveBack")]
    Task<Result<MeterUse>> GiveBack(MeterDefinition meter, ReservationId id, long n);

    /// <summary>
    /// Counts events that were not counted before; called by the organization only. Out of limit, none of them is counted.
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.LimitReached"/>.
    /// </summary>
    [Alias("Count")]
    Task<Result<CountedView>> Count(MeterAllowance allowance, ImmutableArray<UsageEvent> events, Actor actor);
}
