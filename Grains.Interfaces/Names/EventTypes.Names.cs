namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType OrganizationRenamed { get; } = new("organization.renamed", "The organization has another name.")
    {
        Changes = [new("name", "its name")],
    };

    public static EventType OrganizationSlugChanged { get; } = new(
        "organization.slug_changed", "The organization has another slug; the former one leads to it for a while.")
    {
        Changes = [new("slug", "its slug")],
    };

    public static EventType OrganizationSlugReleased { get; } = new(
        "organization.slug_released", "A former slug leads to the organization no more and is free for others.")
    {
        Data = [new("slug", "the former slug")],
    };

    public static EventType OrganizationExternalIdChanged { get; } = new(
        "organization.external_id_changed", "The organization has another id of the product's own, or none.")
    {
        Changes = [new("externalId", "the id; null for none", IsNullable: true)],
    };
}
