namespace Tenantry.Grains.Interfaces;

/// <summary>What observers ask for.</summary>
public static class TelemetrySource
{
    /// <summary>The name of every meter, and of every source of traces, that is ours.</summary>
    public const string Name = "Tenantry";
}
