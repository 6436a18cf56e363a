namespace Tenantry.Grains.Interfaces;

/// <summary>Switches a flag for one organization, or takes the switch back.</summary>
[GenerateSerializer, Immutable, Alias("SwitchFlag")]
public sealed record SwitchFlag : Command<FlagView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>The flag's key.</summary>
    [Id(1)]
    public required string Flag { get; init; }

    /// <summary>On or off; null to leave it to what decides otherwise.</summary>
    [Id(2)]
    public required bool? Enabled { get; init; }

    /// <summary>Who asks: a user switches as the organization, an operator overrides it.</summary>
    [Id(3)]
    public required Actor Actor { get; init; }
}
