using System.Globalization;

namespace Tenantry.Grains.Tests;

public sealed class PeriodTests
{
    [Theory]
    [InlineData(Cycle.Month, "2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15")]
    [InlineData(Cycle.Month, "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")]
    [InlineData(Cycle.Month, "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30")]
    [InlineData(Cycle.Month, "2026-01-29", "2026-02-28", "2026-03-29", "2026-04-29")]
    [InlineData(Cycle.Month, "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31")]
    [InlineData(Cycle.Quarter, "2026-01-15", "2026-04-15", "2026-07-15", "2026-10-15")]
    [InlineData(Cycle.Quarter, "2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30")]
    [InlineData(Cycle.HalfYear, "2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29")]
    [InlineData(Cycle.Year, "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28")]
    [InlineData(Cycle.Year, "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28")]
    public void Periods_are_whole_months_counted_from_the_first_day(Cycle cycle, string start, params string[] ends)
    {
        var anchor = Day(start);
        var begin = anchor;
        foreach (var end in ends)
        {
            begin = Periods.End(anchor, cycle, begin);
            Assert.Equal(Day(end), begin);
        }
    }

    [Fact]
    public void The_fourth_year_after_a_leap_day_ends_on_a_leap_day()
        => Assert.Equal(Day("2028-02-29"), Periods.End(Day("2024-02-29"), Cycle.Year, Day("2027-02-28")));

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T09:30:00Z", CultureInfo.InvariantCulture);
}
