namespace Tenantry.Grains.Interfaces;

/// <summary>Finds the account of somebody from outside, or signs them up.</summary>
[GenerateSerializer, Immutable, Alias("EnsureAccount")]
public sealed record EnsureAccount : Command<EnsuredAccount>
{
    [Id(0)]
    public required ExternalIdentity Identity { get; init; }

    /// <summary>What the organization of a newcomer is called; null to name it after the email address.</summary>
    [Id(1)]
    public string? OrganizationName { get; init; }

    /// <summary>The slug as typed; null to have one derived from the name.</summary>
    [Id(2)]
    public string? Slug { get; init; }
}

/// <summary>The account of somebody from outside.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="IsNew">Whether this call, or one at the same time, made it.</param>
[GenerateSerializer, Immutable, Alias("EnsuredAccount")]
public sealed record EnsuredAccount([property: Id(0)] UserId User, [property: Id(1)] bool IsNew);
