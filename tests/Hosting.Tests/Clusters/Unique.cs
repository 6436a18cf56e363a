namespace Tenantry.Hosting.Tests;

internal static class Unique
{
    private static int count;

    /// <summary>A name, short enough for a slug, that no other test uses.</summary>
    public static string Name() => $"firm-{Interlocked.Increment(ref count)}";
}
