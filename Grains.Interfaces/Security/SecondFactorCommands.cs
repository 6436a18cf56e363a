namespace Tenantry.Grains.Interfaces;

/// <summary>Makes the seed of a second factor.</summary>
[GenerateSerializer, Immutable, Alias("EnrolSecondFactor")]
public sealed record EnrolSecondFactor : Command<TotpEnrolment>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Password { get; init; }
}

/// <summary>Switches a second factor on by a first code.</summary>
[GenerateSerializer, Immutable, Alias("ConfirmSecondFactor")]
public sealed record ConfirmSecondFactor : Command<RecoveryCodes>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Code { get; init; }
}

/// <summary>Makes all recovery codes anew, for whoever proves it.</summary>
[GenerateSerializer, Immutable, Alias("RenewRecoveryCodes")]
public sealed record RenewRecoveryCodes : Command<RecoveryCodes>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>A code of the authenticator, or a recovery code.</summary>
    [Id(2)]
    public required string Code { get; init; }
}

/// <summary>Switches the second factor off, for whoever proves it.</summary>
[GenerateSerializer, Immutable, Alias("RemoveSecondFactor")]
public sealed record RemoveSecondFactor : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>A code of the authenticator, or a recovery code.</summary>
    [Id(2)]
    public required string Code { get; init; }
}
