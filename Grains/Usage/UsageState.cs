namespace Tenantry.Grains;

/// <summary>What an organization uses of the product's meters.</summary>
internal sealed record UsageState;
