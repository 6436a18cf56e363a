namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    // Every decision and every view goes by this, so an expired hold counts nowhere. The next commit drops it; nothing else happens
    // when it expires, so no alarm is needed.
    private new OrganizationState State => base.State is { OpenHolds.IsEmpty: false } state ? state.At(Now) : base.State;

    public async Task<Result<ReservationView>> HoldRoom(string meter, NewReservation reservation, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (Known(reservation.Id) is { } known) return known;
        if (meter is not (Meters.Users or Meters.Projects)) return Errors.MeterUse($"'{meter}' cannot be reserved.");

        var (state, now) = (State, Now);
        var (limit, before) = (state.LimitOf(meter), state.InUseOf(meter));
        var isOver = before + reservation.N > limit;
        if (isOver && !state.IsSoft(meter))
            return await WithUpgrade(Errors.LimitReached(new LimitReached(meter, limit!.Value, before, reservation.N, UpgradeTo: null)));
        if (state.OpenHolds.Values.Sum(open => open.Length) >= OrganizationState.MostHolds)
            return Errors.CapacityReached("open reservations of users and projects", OrganizationState.MostHolds);

        var hold = Hold.From(reservation, now);
        await CommitUnseen(
            state.Add(meter, hold),
            isOver && before <= limit ? [LimitExceeded.Event(Ids, now, Id, actor, meter, limit.Value, before + reservation.N)] : []);
        return hold.View(meter, ReservationStatus.Open) with { OverLimit = isOver };
    }

    public Task<Result<ReservationView>> GetHold(ReservationId reservation)
        => Task.FromResult<Result<ReservationView>>(
            State.FindHold(reservation) is var (meter, hold) ? hold.View(meter, ReservationStatus.Open) : Errors.ReservationNotFound(reservation));

    public async Task<Result<ReservationView>> ReleaseHold(ReservationId reservation)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.FindHold(reservation) is not var (meter, hold))
            return Announced<RememberReservation>(message => message.Ended.Id == reservation) is { } announced
                ? announced.Ended
                : Errors.ReservationNotFound(reservation);

        var view = hold.View(meter, ReservationStatus.Released);
        await CommitUnseen(State.Remove(meter, hold), new RememberReservation(Id, view, Now + UsageEvents.Memory));
        return view;
    }

    private ReservationView? Known(ReservationId id)
        => State.FindHold(id) is var (meter, hold) ? hold.View(meter, ReservationStatus.Open)
            : Announced<RememberReservation>(message => message.Ended.Id == id)?.Ended;
}
