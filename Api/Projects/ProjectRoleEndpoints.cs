namespace Tenantry.Api;

/// <summary>Roles that hold on one project only.</summary>
internal static class ProjectRoleEndpoints
{
    public static void MapProjectRoles(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/projects/{project}/roles", async (OrganizationId org, ProjectId project, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().ProjectRoles(org, project, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Projects")
            .WithName("listProjectRoles")
            .WithSummary("List who holds a role on a project: teams, then users")
            .Refuses(ErrorCode.ProjectNotFound);

        organization.MapPut("/projects/{project}/members/{user}/role", async (
                OrganizationId org, ProjectId project, UserId user, Body<ProjectRoleBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new GiveProjectRole
                {
                    Organization = org,
                    Project = project,
                    Holder = new() { User = user },
                    Role = body.Value.Role,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("setMemberProjectRole")
            .WithSummary("Give a member a role on a project")
            .RefusesLikeRoles(ErrorCode.MemberNotFound, ErrorCode.CapacityReached);

        organization.MapDelete("/projects/{project}/members/{user}/role", async (
                OrganizationId org, ProjectId project, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new TakeProjectRole { Organization = org, Project = project, Holder = new() { User = user }, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("removeMemberProjectRole")
            .WithSummary("Take a member's role on a project away")
            .RefusesLikeRoles(ErrorCode.MemberNotFound);

        organization.MapPut("/projects/{project}/teams/{team}/role", async (
                OrganizationId org, ProjectId project, TeamId team, Body<ProjectRoleBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new GiveProjectRole
                {
                    Organization = org,
                    Project = project,
                    Holder = new() { Team = team },
                    Role = body.Value.Role,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("setTeamProjectRole")
            .WithSummary("Give a team a role on a project")
            .RefusesLikeRoles(ErrorCode.TeamNotFound, ErrorCode.CapacityReached);

        organization.MapDelete("/projects/{project}/teams/{team}/role", async (
                OrganizationId org, ProjectId project, TeamId team, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new TakeProjectRole { Organization = org, Project = project, Holder = new() { Team = team }, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("removeTeamProjectRole")
            .WithSummary("Take a team's role on a project away")
            .RefusesLikeRoles();
    }

    private static RouteHandlerBuilder RefusesLikeRoles(this RouteHandlerBuilder builder, params ErrorCode[] more)
        => builder.Refuses([ErrorCode.ProjectNotFound, ErrorCode.ProjectArchived, ErrorCode.RoleAboveOwn, .. more]);
}

/// <summary>A role on a project.</summary>
internal sealed record ProjectRoleBody
{
    /// <summary>admin, manager, member or viewer; owner, editor and user are understood as the first three.</summary>
    public required string Role { get; init; }
}
