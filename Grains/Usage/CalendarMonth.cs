using System.Globalization;

namespace Tenantry.Grains;

/// <summary>Calendar months in UTC, written such that they sort: <c>2026-01</c>.</summary>
internal static class CalendarMonth
{
    private const string Form = "yyyy-MM";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The month before.</summary>
    public static string Before(string month)
        => DateTime.ParseExact(month, Form, CultureInfo.InvariantCulture).AddMonths(-1).ToString(Form, CultureInfo.InvariantCulture);
}
