using System.Globalization;

namespace Tenantry.Bench;

/// <summary>A figure that was measured, and the bound that the design sets, if any.</summary>
internal sealed record Target(string Name, double? Bound, bool AtLeast, Func<double> Figure)
{
    public double Value => Figure();

    public bool IsMet => Bound is not { } bound || (AtLeast ? Value >= bound : Value <= bound);

    public override string ToString()
    {
        var verdict = Bound is null ? "" : $"{(AtLeast ? "at least" : "at most")} {Bound:0.##}, {(IsMet ? "met" : "MISSED")}";
        return string.Create(CultureInfo.InvariantCulture, $"{Name,-48} {Value,8:0.000}   {verdict}").TrimEnd();
    }
}
