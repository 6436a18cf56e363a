using System.Globalization;

namespace Tenantry.Bench;

/// <summary>A bound that the design sets, and the figure that was measured.</summary>
internal sealed record Target(string Name, double Bound, bool AtLeast, Func<double> Figure)
{
    public double Value => Figure();

    public bool IsMet => AtLeast ? Value >= Bound : Value <= Bound;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-48} {Value,8:0.000}   {(AtLeast ? "at least" : "at most")} {Bound,-5:0.##}  {(IsMet ? "met" : "MISSED")}");
}
