using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an organization uses of the product's meters, and the rules that need nothing else.</summary>
internal sealed record UsageState
{
    /// <summary>How many meters a product can have, so that the record stays small.</summary>
    public const int MostMeters = 50;

    /// <summary>How many reservations an organization can have open, so that the record stays small.</summary>
    public const int MostReservations = 500;

    public ImmutableSortedDictionary<string, MeterCount> Meters { get; init; } = ImmutableSortedDictionary<string, MeterCount>.Empty;

    /// <summary>As of a moment: what has expired counts no more.</summary>
    public UsageState At(DateTimeOffset now)
    {
        var meters = Meters;
        foreach (var (key, count) in Meters)
        {
            if (count.At(now) is var at && !ReferenceEquals(at, count))
                meters = meters.SetItem(key, at);
        }

        return ReferenceEquals(meters, Meters) ? this : this with { Meters = meters };
    }

    /// <summary>What is used of a meter under the kind that it has now.</summary>
    public MeterCount Of(MeterDefinition meter, DateTimeOffset now)
        => (Meters.TryGetValue(meter.Key, out var count) && count.Kind == meter.Kind ? count : new MeterCount { Kind = meter.Kind }).At(now);

    public UsageState With(MeterDefinition meter, MeterCount count) => this with { Meters = Meters.SetItem(meter.Key, count) };

    /// <summary>Without the meters that the product defines no more, once there are too many.</summary>
    public UsageState Keeping(ImmutableArray<MeterDefinition> defined)
        => this with { Meters = Meters.RemoveRange(Meters.Keys.Except(defined.Select(meter => meter.Key)).ToArray()) };

    /// <summary>An open reservation, with its meter.</summary>
    public (string Meter, Hold Hold)? Find(ReservationId id, DateTimeOffset now)
    {
        foreach (var (key, count) in Meters)
        {
            if (count.Holds.FirstOrDefault(hold => hold.Id == id) is { } found && !found.HasExpired(now))
                return (key, found);
        }

        return null;
    }

    /// <summary>Holds room.</summary>
    public Result<UsageState> Reserve(MeterAllowance allowance, Hold hold, DateTimeOffset now)
    {
        var next = At(now);
        var count = next.Of(allowance.Meter, now);
        if (allowance.Forbids(count.InUse() + hold.N))
            return OutOf(allowance, count.InUse(), hold.N);
        if (next.Meters.Values.Sum(meter => meter.Holds.Length) >= MostReservations)
            return Errors.CapacityReached("open reservations of an organization", MostReservations);

        return next.With(allowance.Meter, count with { Holds = count.Holds.Add(hold) });
    }

    /// <summary>Ends an open reservation: what it holds becomes used, or free again.</summary>
    public UsageState End(string meter, Hold hold, ReservationStatus how, DateTimeOffset now)
    {
        var next = At(now);
        var count = next.Meters[meter];
        return next with
        {
            Meters = next.Meters.SetItem(meter, count with
            {
                Holds = count.Holds.Remove(hold),
                Used = how == ReservationStatus.Committed ? count.Used + hold.N : count.Used,
            }),
        };
    }

    /// <summary>Gives back committed units.</summary>
    public Result<UsageState> GiveBack(MeterDefinition meter, long n, DateTimeOffset now)
    {
        var count = Of(meter, now);
        return n > count.Used
            ? Errors.MeterUse($"{count.Used} of '{meter.Key}' are committed; {n} cannot be given back.")
            : At(now).With(meter, count with { Used = count.Used - n });
    }

    /// <summary>Counts events, all or none.</summary>
    public Result<UsageState> Count(MeterAllowance allowance, IEnumerable<UsageEvent> events, DateTimeOffset now)
    {
        var before = Of(allowance.Meter, now);
        var count = before;
        foreach (var one in events)
            count = count.Add(one.N, one.At is { } at && at < now ? at : now);

        // Each month is held against the limit on its own.
        if (count.UsedBefore > before.UsedBefore && allowance.Forbids(count.UsedBefore))
            return OutOf(allowance, before.UsedBefore, count.UsedBefore - before.UsedBefore);
        if (count.Used > before.Used && allowance.Forbids(count.Used))
            return OutOf(allowance, before.Used, count.Used - before.Used);

        return At(now).With(allowance.Meter, count);
    }

    private static Error OutOf(MeterAllowance allowance, long used, long requested)
        => Errors.LimitReached(new LimitReached(allowance.Meter.Key, allowance.Limit!.Value, used, requested, UpgradeTo: null));
}
