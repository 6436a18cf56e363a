namespace Tenantry.Grains.Interfaces;

/// <summary>One organization in the operators' directory. Follows the organization, which is the truth.</summary>
[GenerateSerializer, Immutable, Alias("DirectoryEntry")]
public sealed record DirectoryEntry
{
    [Id(0)]
    public required OrganizationId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required string Slug { get; init; }

    [Id(3)]
    public required OrganizationStatus Status { get; init; }

    [Id(4)]
    public required string Plan { get; init; }

    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }
}
