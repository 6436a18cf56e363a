namespace Tenantry.Grains;

/// <summary>
/// The calendar of a subscription. Periods are whole calendar months and are all counted from the first one's start: a subscription
/// that began on 31 January ends its months on 28 February, 31 March, 30 April.
/// </summary>
internal static class Periods
{
    /// <summary>How many calendar months a period has.</summary>
    public static int Months(this Cycle cycle) => cycle switch
    {
        Cycle.Month => 1,
        Cycle.Quarter => 3,
        Cycle.HalfYear => 6,
        Cycle.Year => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(cycle), cycle, "No such cycle."),
    };

    /// <summary>When the period ends that begins at <paramref name="start"/>.</summary>
    /// <param name="anchor">When the first period began.</param>
    /// <param name="cycle">How long each is.</param>
    /// <param name="start">The anchor, or the end of a period.</param>
    public static DateTimeOffset End(DateTimeOffset anchor, Cycle cycle, DateTimeOffset start)
    {
        // A clamped day does not tell how many months have passed, but the year and month do.
        var passed = ((start.Year - anchor.Year) * 12) + start.Month - anchor.Month;
        return anchor.AddMonths(passed + cycle.Months());
    }
}
