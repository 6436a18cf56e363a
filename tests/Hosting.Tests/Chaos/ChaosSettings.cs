using System.Globalization;

namespace Tenantry.Hosting.Tests;

/// <summary>How a run is to be; the script <c>./chaos</c> sets it by the environment.</summary>
/// <param name="Seed">Decides what is asked and what goes wrong, though not when exactly: that is the machine's.</param>
/// <param name="Length">How long things go wrong, at least.</param>
internal sealed record ChaosSettings(int Seed, TimeSpan Length)
{
    private const int UsualSeed = 20261123;
    private const int UsualSeconds = 40;

    public static ChaosSettings Read() => new(
        Number("TENANTRY_CHAOS_SEED") ?? UsualSeed,
        TimeSpan.FromSeconds(Number("TENANTRY_CHAOS_SECONDS") ?? UsualSeconds));

    /// <summary>On which stores it runs, one after the other: postgres and dynamodb, unless one is named.</summary>
    public static string[] Stores => Environment.GetEnvironmentVariable("TENANTRY_CHAOS_STORE") is { Length: > 0 } one ? [one] : ["postgres", "dynamodb"];

    private static int? Number(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
