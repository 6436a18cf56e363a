namespace Tenantry.Grains.Interfaces;

/// <summary>Makes an organization with its first user, trial subscription and default project, all or nothing.</summary>
[GenerateSerializer, Immutable, Alias("SignUp")]
public sealed record SignUp : Command<SignupView>
{
    [Id(0)]
    public required string OrganizationName { get; init; }

    /// <summary>The slug as typed; null to have one derived from the name.</summary>
    [Id(1)]
    public string? Slug { get; init; }

    [Id(2)]
    public required string Email { get; init; }

    [Id(3)]
    public string? UserName { get; init; }

    [Id(4)]
    public required string Password { get; init; }
}

/// <summary>Makes a further organization for a user who exists already, who becomes its admin.</summary>
[GenerateSerializer, Immutable, Alias("CreateOrganization")]
public sealed record CreateOrganization : Command<OrganizationView>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The slug as typed; null to have one derived from the name.</summary>
    [Id(2)]
    public string? Slug { get; init; }
}

/// <summary>Makes a project with the default environments.</summary>
[GenerateSerializer, Immutable, Alias("CreateProject")]
public sealed record CreateProject : Command<ProjectView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }

    /// <summary>The reservation whose room it takes; null to take what is free.</summary>
    [Id(3)]
    public ReservationId? Reservation { get; init; }
}

/// <summary>Makes an environment in a project.</summary>
[GenerateSerializer, Immutable, Alias("CreateEnvironment")]
public sealed record CreateEnvironment : Command<EnvironmentView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required string Name { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Stops an organization.</summary>
[GenerateSerializer, Immutable, Alias("SuspendOrganization")]
public sealed record SuspendOrganization : Command<OrganizationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Reason { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends the suspension of an organization.</summary>
[GenerateSerializer, Immutable, Alias("ReactivateOrganization")]
public sealed record ReactivateOrganization : Command<OrganizationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}
