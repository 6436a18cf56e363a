namespace Tenantry.Grains.Interfaces;

/// <summary>What an organization demands of its members before they may do anything in it.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationSecurity")]
public sealed record OrganizationSecurity
{
    /// <summary>Whether they must have signed in with a second factor.</summary>
    [Id(0)]
    public required bool RequireSecondFactor { get; init; }
}

/// <summary>Changes what an organization demands of its members.</summary>
[GenerateSerializer, Immutable, Alias("SetOrganizationSecurity")]
public sealed record SetOrganizationSecurity : Command<OrganizationSecurity>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required OrganizationSecurity Security { get; init; }

    /// <summary>Whether whoever asks has signed in with a second factor; without, they would lock themselves out.</summary>
    [Id(2)]
    public required bool BySecondFactor { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}
