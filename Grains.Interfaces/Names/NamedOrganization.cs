namespace Tenantry.Grains.Interfaces;

/// <summary>An organization that was looked up by a name.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Moved">Whether the name is a former one, which leads to the organization for a while.</param>
[GenerateSerializer, Immutable, Alias("NamedOrganization")]
public sealed record NamedOrganization([property: Id(0)] OrganizationView Organization, [property: Id(1)] bool Moved);
