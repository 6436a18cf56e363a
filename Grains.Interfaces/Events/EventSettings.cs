namespace Tenantry.Grains.Interfaces;

/// <summary>How long logs are kept that no plan says it of.</summary>
public sealed record EventSettings
{
    /// <summary>After how many days what is in a user's own log is removed; null for never.</summary>
    public int? UserRetentionDays { get; init; } = 365;

    /// <summary>After how many days what is in the operators' log is removed; null for never.</summary>
    public int? OperatorRetentionDays { get; init; } = 2555;
}
