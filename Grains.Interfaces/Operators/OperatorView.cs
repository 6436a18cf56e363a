using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>An operator as the others see them.</summary>
[GenerateSerializer, Immutable, Alias("OperatorView")]
public sealed record OperatorView
{
    [Id(0)]
    public required OperatorId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public string? Name { get; init; }

    [Id(3)]
    public required OperatorRole Role { get; init; }

    /// <summary>Whether the account is closed to its owner for the time being.</summary>
    [Id(4)]
    public bool Disabled { get; init; }

    /// <summary>Whether a second factor is asked for at log-in.</summary>
    [Id(5)]
    public bool SecondFactor { get; init; }

    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(7), JsonIgnore]
    public long Revision { get; init; }
}
