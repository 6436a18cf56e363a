namespace Tenantry.Grains.Interfaces;

/// <summary>Changes an organization's name and slug.</summary>
[GenerateSerializer, Immutable, Alias("UpdateOrganization")]
public sealed record UpdateOrganization : Command<OrganizationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required OrganizationChanges Changes { get; init; }

    /// <summary>The revision the caller has seen; null to change whatever there is.</summary>
    [Id(2)]
    public long? IfRevision { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives an organization the product's own id.</summary>
[GenerateSerializer, Immutable, Alias("SetExternalId")]
public sealed record SetExternalId : Command<OrganizationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>1 to 100 visible ASCII characters.</summary>
    [Id(1)]
    public required string ExternalId { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes the product's own id away from an organization.</summary>
[GenerateSerializer, Immutable, Alias("ClearExternalId")]
public sealed record ClearExternalId : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}
