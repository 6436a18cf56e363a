namespace Tenantry.Grains.Tests;

/// <summary>What tests of names do again and again.</summary>
internal static class Naming
{
    public static async Task<Outcome> ChangeSlug(this IGrainFactory grains, OrganizationId organization, string slug, string? name = null, long? ifRevision = null)
        => await grains.Commands().Run(new UpdateOrganization
        {
            Organization = organization,
            Changes = new OrganizationChanges { Slug = slug, Name = name },
            IfRevision = ifRevision,
            Actor = Actor.System,
        });

    public static async Task<Outcome> SetExternalId(this IGrainFactory grains, OrganizationId organization, string externalId)
        => await grains.Commands().Run(new SetExternalId { Organization = organization, ExternalId = externalId, Actor = Actor.System });

    public static async Task<Outcome> ClearExternalId(this IGrainFactory grains, OrganizationId organization)
        => await grains.Commands().Run(new ClearExternalId { Organization = organization, Actor = Actor.System });

    public static async Task<OrganizationView> View(this IGrainFactory grains, OrganizationId organization)
        => (await grains.Organization(organization).Get()).Value!;

    public static async Task<OrganizationId[]> Tenants(this IGrainFactory grains, int count)
        => await Task.WhenAll(Enumerable.Range(0, count).Select(async _ => (await grains.Tenant()).Organization.Id));
}
