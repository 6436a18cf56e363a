namespace Tenantry.Grains.Interfaces;

/// <summary>What this deployment says about webhooks.</summary>
public sealed record WebhookSettings
{
    /// <summary>Where deliveries may go.</summary>
    public NetworkGuard Networks { get; init; } = new([]);

    /// <summary>A factor on every wait between attempts, for tests.</summary>
    public double RetryScale { get; init; } = 1;
}
