namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>The number of the project that was made last.</summary>
    public long LastProject { get; init; }
}
