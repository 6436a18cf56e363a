namespace Tenantry.Grains;

/// <summary>What the custom roles and the teams of an organization grant.</summary>
internal sealed record AccessPolicyState;
