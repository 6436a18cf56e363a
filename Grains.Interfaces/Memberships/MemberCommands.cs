using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Makes an existing user a member.</summary>
[GenerateSerializer, Immutable, Alias("AddMember")]
public sealed record AddMember : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId User { get; init; }

    /// <summary>As typed; null for member.</summary>
    [Id(2)]
    public string? Role { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Gives a member other roles.</summary>
[GenerateSerializer, Immutable, Alias("ChangeMember")]
public sealed record ChangeMember : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId User { get; init; }

    /// <summary>As typed; null to leave it.</summary>
    [Id(2)]
    public string? Role { get; init; }

    /// <summary>All custom roles the member is to have; null to leave them.</summary>
    [Id(3)]
    public ImmutableArray<string>? CustomRoles { get; init; }

    [Id(4)]
    public long? IfRevision { get; init; }

    [Id(5)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends a membership.</summary>
[GenerateSerializer, Immutable, Alias("EndMembershipCommand")]
public sealed record EndMembership : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId User { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Hands admin rights over.</summary>
[GenerateSerializer, Immutable, Alias("TransferAdminCommand")]
public sealed record TransferAdmin : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId From { get; init; }

    [Id(2)]
    public required UserId To { get; init; }

    /// <summary>The lesser role, as typed, that the caller keeps; null to stay admin too.</summary>
    [Id(3)]
    public string? StepDownTo { get; init; }
}

/// <summary>Closes an organization's doors to a member, or opens them again.</summary>
[GenerateSerializer, Immutable, Alias("DisableMember")]
public sealed record DisableMember : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required UserId User { get; init; }

    /// <summary>False to open them again.</summary>
    [Id(2)]
    public required bool Disabled { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Makes an account that is a member from the beginning.</summary>
[GenerateSerializer, Immutable, Alias("AddOrganizationUser")]
public sealed record AddOrganizationUser : Command<MemberView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public string? Name { get; init; }

    /// <summary>As typed; null for member.</summary>
    [Id(3)]
    public string? Role { get; init; }

    [Id(4)]
    public required string Password { get; init; }

    [Id(5)]
    public required Actor Actor { get; init; }
}
