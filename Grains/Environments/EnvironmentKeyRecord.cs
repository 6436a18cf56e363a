namespace Tenantry.Grains;

/// <summary>Where to ask about a publishable key.</summary>
internal sealed record EnvironmentKeyRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required OrganizationId Organization { get; init; }

    public required ProjectId Project { get; init; }
}
