namespace Tenantry.Grains.Interfaces;

/// <summary>Who holds a role on a project: a user or a team, and never both.</summary>
[GenerateSerializer, Immutable, Alias("RoleHolder")]
public sealed record RoleHolder
{
    [Id(0)]
    public UserId? User { get; init; }

    [Id(1)]
    public TeamId? Team { get; init; }

    public override string ToString() => User?.Value ?? Team?.Value ?? "";
}

/// <summary>A role that a user or a team holds on a project.</summary>
[GenerateSerializer, Immutable, Alias("ProjectRoleView")]
public sealed record ProjectRoleView
{
    /// <summary>The user; null when a team holds the role.</summary>
    [Id(0)]
    public UserId? User { get; init; }

    /// <summary>The team; null when a user holds the role.</summary>
    [Id(1)]
    public TeamId? Team { get; init; }

    [Id(2)]
    public required Role Role { get; init; }

    public static ProjectRoleView Of(RoleHolder holder, Role role) => new() { User = holder.User, Team = holder.Team, Role = role };
}
