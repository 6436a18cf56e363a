using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What decided about a flag. Each beats the ones after it.</summary>
[GenerateSerializer, Alias("FlagSource")]
[JsonConverter(typeof(CamelCaseEnumConverter<FlagSource>))]
public enum FlagSource
{
    /// <summary>Operators, for this organization.</summary>
    Override,

    /// <summary>The organization's own admins; they cannot switch on what the plan says is off.</summary>
    Organization,

    /// <summary>The plan; of an expired subscription, that it is expired.</summary>
    Plan,

    /// <summary>The roll-out to a part of all organizations.</summary>
    Rollout,

    /// <summary>The product's default.</summary>
    Default,
}

/// <summary>A feature or flag as it holds for one organization.</summary>
[GenerateSerializer, Immutable, Alias("FlagView")]
public sealed record FlagView
{
    [Id(0)]
    public required string Key { get; init; }

    [Id(1)]
    public string? DisplayName { get; init; }

    [Id(2)]
    public required bool Enabled { get; init; }

    [Id(3)]
    public required FlagSource Source { get; init; }

    /// <summary>Whether the organization's admins may switch it.</summary>
    [Id(4)]
    public bool SelfService { get; init; }
}
