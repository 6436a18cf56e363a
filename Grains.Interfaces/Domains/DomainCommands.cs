namespace Tenantry.Grains.Interfaces;

/// <summary>Adds an email domain to an organization, still to be proven.</summary>
[GenerateSerializer, Immutable, Alias("AddDomain")]
public sealed record AddDomain : Command<DomainView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>The domain as typed.</summary>
    [Id(1)]
    public required string Domain { get; init; }

    [Id(2)]
    public required Enrolment Enrolment { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Looks for the DNS record that proves a domain.</summary>
[GenerateSerializer, Immutable, Alias("VerifyDomain")]
public sealed record VerifyDomain : Command<DomainView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>The domain as typed.</summary>
    [Id(1)]
    public required string Domain { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a domain up.</summary>
[GenerateSerializer, Immutable, Alias("RemoveDomain")]
public sealed record RemoveDomain : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>The domain as typed.</summary>
    [Id(1)]
    public required string Domain { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Makes a user a member of the organization to which the domain of their verified email address belongs.</summary>
[GenerateSerializer, Immutable, Alias("JoinByDomain")]
public sealed record JoinByDomain : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId User { get; init; }
}
