namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>Whether members must have signed in with a second factor.</summary>
    public bool RequiresSecondFactor { get; init; }

    public OrganizationSecurity Security() => new() { RequireSecondFactor = RequiresSecondFactor };
}
