namespace Tenantry.Grains.Interfaces;

/// <summary>Makes an operator.</summary>
[GenerateSerializer, Immutable, Alias("AddOperator")]
public sealed record AddOperator : Command<OperatorView>
{
    [Id(0)]
    public required string Email { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    /// <summary>As typed; null for support.</summary>
    [Id(2)]
    public string? Role { get; init; }

    [Id(3)]
    public required string Password { get; init; }
}

/// <summary>Gives an operator another role or name.</summary>
[GenerateSerializer, Immutable, Alias("ChangeOperator")]
public sealed record ChangeOperator : Command<OperatorView>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    /// <summary>As typed; null to leave it.</summary>
    [Id(1)]
    public string? Role { get; init; }

    /// <summary>Null to leave it.</summary>
    [Id(2)]
    public string? Name { get; init; }

    [Id(3)]
    public long? IfRevision { get; init; }
}

/// <summary>Closes an operator's account to its owner, or opens it again.</summary>
[GenerateSerializer, Immutable, Alias("DisableOperator")]
public sealed record DisableOperator : Command<OperatorView>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    /// <summary>False to open it again.</summary>
    [Id(1)]
    public required bool Disabled { get; init; }
}

/// <summary>Ends an operator's account for good.</summary>
[GenerateSerializer, Immutable, Alias("RemoveOperator")]
public sealed record RemoveOperator : Command<Done>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }
}

/// <summary>An operator changes their own password, which ends all their sessions.</summary>
[GenerateSerializer, Immutable, Alias("ChangeOperatorPassword")]
public sealed record ChangeOperatorPassword : Command<Done>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    [Id(1)]
    public required string Current { get; init; }

    [Id(2)]
    public required string Password { get; init; }
}
