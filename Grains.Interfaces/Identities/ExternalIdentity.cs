namespace Tenantry.Grains.Interfaces;

/// <summary>Somebody as an issuer outside knows them.</summary>
[GenerateSerializer, Immutable, Alias("ExternalIdentity")]
public sealed record ExternalIdentity
{
    /// <summary>The issuer, exactly as its tokens name it.</summary>
    [Id(0)]
    public required string Issuer { get; init; }

    /// <summary>Who it is, unique and never given to another by this issuer.</summary>
    [Id(1)]
    public required string Subject { get; init; }

    /// <summary>The email address; null when the issuer did not say.</summary>
    [Id(2)]
    public string? Email { get; init; }

    /// <summary>Whether the issuer says that the address was proven.</summary>
    [Id(3)]
    public bool EmailVerified { get; init; }

    [Id(4)]
    public string? Name { get; init; }

    /// <summary>The name in the pool that accounts here are told to; null for another issuer's.</summary>
    [Id(5)]
    public string? PoolName { get; init; }

    // Addresses are not for logs.
    public override string ToString() => nameof(ExternalIdentity);
}
