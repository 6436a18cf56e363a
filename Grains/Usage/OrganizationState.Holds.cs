using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many reservations of users and projects can be open, so that the record stays small.</summary>
    public const int MostHolds = 100;

    /// <summary>What open reservations hold, by meter.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Hold>> OpenHolds
    {
        // A record that was stored before there were any has none, and the serializer's generated code skips initializers.
        get => field ?? ImmutableSortedDictionary<string, ImmutableArray<Hold>>.Empty;
        init;
    }

    /// <summary>As of a moment: what has expired counts no more.</summary>
    public OrganizationState At(DateTimeOffset now)
    {
        var holds = OpenHolds;
        foreach (var (meter, open) in OpenHolds)
        {
            if (open.Any(hold => hold.HasExpired(now)))
                holds = With(holds, meter, open.RemoveAll(hold => hold.HasExpired(now)));
        }

        return ReferenceEquals(holds, OpenHolds) ? this : this with { OpenHolds = holds };
    }

    /// <summary>How many of a meter are held for those who reserved them.</summary>
    public long HeldOf(string meter) => OpenHolds.TryGetValue(meter, out var open) ? open.Sum(hold => hold.N) : 0;

    /// <summary>How many of a meter are in use or held.</summary>
    public long InUseOf(string meter) => UsedOf(meter) + HeldOf(meter);

    /// <summary>An open reservation, with its meter.</summary>
    public (string Meter, Hold Hold)? FindHold(ReservationId id)
    {
        foreach (var (meter, open) in OpenHolds)
        {
            if (open.FirstOrDefault(hold => hold.Id == id) is { } found)
                return (meter, found);
        }

        return null;
    }

    /// <summary>OpenHolds room.</summary>
    public OrganizationState Add(string meter, Hold hold)
        => this with { OpenHolds = With(OpenHolds, meter, OpenHolds.TryGetValue(meter, out var open) ? open.Add(hold) : [hold]) };

    /// <summary>Gives back what is held.</summary>
    public OrganizationState Remove(string meter, Hold hold) => this with { OpenHolds = With(OpenHolds, meter, OpenHolds[meter].Remove(hold)) };

    /// <summary>Takes one of what a reservation holds, for the thing that is made with it; null when it holds none of this meter.</summary>
    public OrganizationState? Redeem(string meter, ReservationId id)
        => FindHold(id) is not var (held, hold) || held != meter ? null
            : hold.N == 1 ? Remove(meter, hold)
            : this with { OpenHolds = With(OpenHolds, meter, OpenHolds[meter].Replace(hold, hold with { N = hold.N - 1 })) };

    private static ImmutableSortedDictionary<string, ImmutableArray<Hold>> With(
        ImmutableSortedDictionary<string, ImmutableArray<Hold>> holds, string meter, ImmutableArray<Hold> open)
        => open.IsEmpty ? holds.Remove(meter) : holds.SetItem(meter, open);
}
