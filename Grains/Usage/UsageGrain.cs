using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>
/// What was counted is counted once: a commit that counts also announces the marks of what it counted, and whatever is asked again
/// is looked up among the marks, and among those that are announced and perhaps not written yet.
/// </summary>
[GrainType("usage")]
internal sealed class UsageGrain(
    [PersistentState("record")] IPersistentState<Record<UsageState>> storage, AggregateSurroundings surroundings, IRecordStore store)
    : AggregateGrain<UsageState>(storage, surroundings), IUsageGrain
{
    // Each can hold a hundred digests, and the record is to stay small.
    private const int MostAnnounced = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private UsageState? _snapshotOf;
    private UsageSnapshot? _snapshot;

    private OrganizationId Id => OrganizationId.Wrap(this.GetPrimaryKeyString());

    public ValueTask<UsageSnapshot> GetUsed()
    {
        var at = State.At(Now);
        // Whatever the clock has changed is another object, so an unchanged one has an unchanged view.
        if (!ReferenceEquals(at, _snapshotOf) || _snapshot is null)
            (_snapshotOf, _snapshot) = (at, Snapshot(at));
        return new(_snapshot);
    }

    public async Task<Result<ReservationView>> Reserve(MeterAllowance allowance, NewReservation reservation, Actor actor)
    {
        var now = Now;
        if (await Known(reservation.Id) is { } known) return known with { OverLimit = IsOver() };

        var hold = Hold.From(reservation, now);
        var next = (await Trimmed(allowance.Meter)).Reserve(allowance, hold, now);
        if (!next.Succeeded) return next.Error;

        await Commit(next.Value, Crossing(allowance, next.Value, now, actor));
        return hold.View(allowance.Meter.Key, ReservationStatus.Open) with { OverLimit = IsOver() };

        bool IsOver() => allowance.WarnsOf(State.Of(allowance.Meter, now).InUse());
    }

    public async Task<Result<ReservationView>> GetReservation(ReservationId reservation)
        => await Known(reservation) is { } known ? known : Errors.ReservationNotFound(reservation);

    public Task<Result<ReservationView>> CommitReservation(ReservationId reservation) => End(reservation, ReservationStatus.Committed);

    public Task<Result<ReservationView>> ReleaseReservation(ReservationId reservation) => End(reservation, ReservationStatus.Released);

    public async Task<Result<MeterUse>> GiveBack(MeterDefinition meter, ReservationId id, long n)
    {
        var now = Now;
        if (await Known(id) is not null) return State.Of(meter, now).Use();
        var next = State.GiveBack(meter, n, now);
        if (!next.Succeeded) return next.Error;

        await Commit(next.Value, Remember(new Hold(id, n, now).View(meter.Key, ReservationStatus.Released), now));
        return State.Of(meter, now).Use();
    }

    public async Task<Result<CountedView>> Count(MeterAllowance allowance, ImmutableArray<UsageEvent> events, Actor actor)
    {
        var now = Now;
        if (UsageEvents.Refusal(events, allowance.Meter.Kind, now) is { } refusal) return refusal;

        var fresh = await Fresh(allowance.Meter.Key, events);
        if (fresh.Count > 0)
        {
            var next = (await Trimmed(allowance.Meter)).Count(allowance, fresh.Values, now);
            if (!next.Succeeded) return next.Error with { Detail = $"{next.Error.Detail} Nothing of this batch was counted." };
            // Deliveries go on beside this turn, and none of them calls back.
            if (Undelivered.Count() >= MostAnnounced && !await WhenDelivered(Patience)) return Behind();

            var remember = new RememberUsageIds(Id, allowance.Meter.Key, [.. fresh.Keys], now + UsageEvents.Memory);
            await Commit(next.Value, [remember, .. Crossing(allowance, next.Value, now, actor)]);
        }

        var used = State.Of(allowance.Meter, now).Used;
        return new CountedView
        {
            Meter = allowance.Meter.Key,
            Counted = fresh.Count,
            Repeated = events.Length - fresh.Count,
            Used = used,
            OverLimit = allowance.WarnsOf(used),
        };
    }

    // What has expired counts no more in any case; this keeps the record small.
    protected override DateTimeOffset? AlarmOf(UsageState state)
        => state.Meters.Values.SelectMany(count => count.Holds).Min(hold => (DateTimeOffset?)hold.ExpiresAt);

    protected override async Task OnAlarm()
    {
        if (State.At(Now) is var next && !ReferenceEquals(next, State))
            await Commit(next);
    }

    private async Task<Result<ReservationView>> End(ReservationId id, ReservationStatus how)
    {
        var now = Now;
        if (State.Find(id, now) is not var (meter, hold))
            return await HasEnded(id, now) is { } ended && ended.Status == how ? ended : Errors.ReservationNotFound(id);

        var view = hold.View(meter, how);
        await Commit(State.End(meter, hold, how, now), Remember(view, now));
        return view;
    }

    // That it is not there is said for good. So it is made sure by a write that this activation knows what another has written, and
    // that an attempt before this one, whose outcome nobody knows, cannot arrive any more.
    private async Task<ReservationView?> HasEnded(ReservationId id, DateTimeOffset now)
    {
        if (await Ended(id) is { } ended)
            return ended;
        await CommitUnseen(State.At(now));
        return await Ended(id);
    }

    private async Task<ReservationView?> Known(ReservationId id)
        => State.Find(id, Now) is var (meter, hold) ? hold.View(meter, ReservationStatus.Open) : await Ended(id);

    private async Task<ReservationView?> Ended(ReservationId id)
        => Announced<RememberReservation>(message => message.Ended.Id == id) is { } announced ? announced.Ended
            : await store.Read(UsageMarks.OfReservation(Id, id)) is { } mark ? GrainJson.Read<Record<UsageIdState>>(mark.Body).State.Reservation
            : null;

    /// <summary>The events that were not counted before, by the digests of their ids.</summary>
    private async Task<Dictionary<string, UsageEvent>> Fresh(string meter, ImmutableArray<UsageEvent> events)
    {
        var fresh = new Dictionary<string, UsageEvent>(StringComparer.Ordinal);
        foreach (var one in events)
            fresh.TryAdd(UsageMarks.Digest(one.Id), one);
        foreach (var announced in Outgoing.OfType<RememberUsageIds>().Where(message => message.Meter == meter))
        {
            foreach (var digest in announced.Digests)
                fresh.Remove(digest);
        }

        var marks = await Task.WhenAll(fresh.Keys.Select(digest => store.Read(UsageMarks.OfEvent(Id, meter, digest))));
        foreach (var mark in marks.OfType<StoredRecord>())
            fresh.Remove(mark.Key.Key);
        return fresh;
    }

    /// <summary>The state with room for the numbers of a meter.</summary>
    private async Task<UsageState> Trimmed(MeterDefinition meter)
        => State.Meters.Count < UsageState.MostMeters || State.Meters.ContainsKey(meter.Key)
            ? State
            : State.Keeping((await Grains.Product().Get()).Meters);

    private static Error Behind() => Errors.TemporarilyUnavailable("What was counted before is still being written down; try again.");

    private RememberReservation Remember(ReservationView ended, DateTimeOffset now) => new(Id, ended, now + UsageEvents.Memory);

    private Message[] Crossing(MeterAllowance allowance, UsageState next, DateTimeOffset now, Actor actor)
    {
        var count = next.Of(allowance.Meter, now);
        return State.Of(allowance.Meter, now).Crosses(allowance.Limit, count)
            ? [LimitExceeded.Event(Ids, now, Id, actor, allowance.Meter.Key, allowance.Limit!.Value, count.InUse())]
            : [];
    }

    private UsageSnapshot Snapshot(UsageState at) => new()
    {
        Meters = at.Meters.ToImmutableSortedDictionary(meter => meter.Key, meter => meter.Value.Use(), StringComparer.Ordinal),
        // The clock only ever takes holds away and begins months.
        Version = string.Create(CultureInfo.InvariantCulture,
            $"{Revision}.{at.Meters.Values.Sum(count => count.Holds.Length)}.{at.Meters.Values.Max(count => count.Month)}"),
    };
}
