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

    /// <summary>Who asks.</summary>
    [Id(4)]
    public required Actor Actor { get; init; }
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

    /// <summary>Who asks.</summary>
    [Id(4)]
    public required Actor Actor { get; init; }
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

    /// <summary>Who asks.</summary>
    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends an operator's account for good.</summary>
[GenerateSerializer, Immutable, Alias("RemoveOperator")]
public sealed record RemoveOperator : Command<Done>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    /// <summary>Who asks.</summary>
    [Id(1)]
    public required Actor Actor { get; init; }
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

/// <summary>An operator begins to set up a second factor.</summary>
[GenerateSerializer, Immutable, Alias("EnrolOperatorFactor")]
public sealed record EnrolOperatorFactor : Command<TotpEnrolment>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    [Id(1)]
    public required string Password { get; init; }
}

/// <summary>An operator switches the second factor on by a first code.</summary>
[GenerateSerializer, Immutable, Alias("ConfirmOperatorFactor")]
public sealed record ConfirmOperatorFactor : Command<RecoveryCodes>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    [Id(1)]
    public required string Code { get; init; }
}

/// <summary>An operator replaces the recovery codes.</summary>
[GenerateSerializer, Immutable, Alias("RenewOperatorCodes")]
public sealed record RenewOperatorCodes : Command<RecoveryCodes>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    /// <summary>Of the authenticator, or a recovery code.</summary>
    [Id(1)]
    public required string Code { get; init; }
}

/// <summary>Switches an operator's second factor off.</summary>
[GenerateSerializer, Immutable, Alias("RemoveOperatorFactor")]
public sealed record RemoveOperatorFactor : Command<Done>
{
    [Id(0)]
    public required OperatorId Operator { get; init; }

    /// <summary>Of the authenticator, or a recovery code; null when an admin does it for somebody who has lost both.</summary>
    [Id(1)]
    public string? Code { get; init; }

    /// <summary>Who asks.</summary>
    [Id(2)]
    public required Actor Actor { get; init; }
}
