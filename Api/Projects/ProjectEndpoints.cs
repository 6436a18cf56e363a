using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The projects of an organization.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/projects", async (OrganizationId org, ProjectFilter filter, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Projects(org, page.After, page.Limit, filter.Status)).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Projects")
            .WithName("listProjects")
            .WithSummary("List the projects, the oldest first");

        organization.MapPost("/projects", async (OrganizationId org, Body<NewProjectBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CreateProject
                {
                    Organization = org,
                    Name = body.Value.Name,
                    Actor = caller.Actor,
                    Reservation = body.Value.Reservation,
                }))
                .ToHttp(made => $"/v1/organizations/{org}/projects/{made.Id}"))
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("createProject")
            .WithSummary("Make a project with its default environments")
            .Refuses(ErrorCode.LimitReached, ErrorCode.ReservationNotFound);

        organization.MapGet("/projects/{project}", async (OrganizationId org, ProjectId project, IGrainFactory grains) =>
                (await grains.Project(org, project).Get()).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Projects")
            .WithName("getProject")
            .WithSummary("Read a project")
            .Refuses(ErrorCode.ProjectNotFound);

        organization.MapPatch("/projects/{project}", async (
                OrganizationId org,
                ProjectId project,
                Body<ProjectChangesBody> body,
                IfMatch ifMatch,
                Caller caller,
                IGrainFactory grains) =>
                (await grains.Project(org, project).Update(new() { Name = body.Value.Name }, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("updateProject")
            .WithSummary("Change a project")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.ProjectArchived);

        organization.MapPost("/projects/{project}/archive", async (
                OrganizationId org, ProjectId project, Caller caller, CommandSender commands) =>
                (await commands.Run(new ArchiveProject { Organization = org, Project = project, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("archiveProject")
            .WithSummary("Put a project away: it can be read only, and no limit counts it")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.CapacityReached);

        organization.MapPost("/projects/{project}/restore", async (
                OrganizationId org, ProjectId project, Caller caller, CommandSender commands) =>
                (await commands.Run(new RestoreProject { Organization = org, Project = project, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.ProjectsWrite)
            .WithTags("Projects")
            .WithName("restoreProject")
            .WithSummary("Take an archived project back into use")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.LimitReached);
    }
}

/// <summary>A project to be made.</summary>
internal sealed record NewProjectBody
{
    public required string Name { get; init; }

    /// <summary>A reservation of projects whose room it takes, one of what it holds.</summary>
    [DisallowNull]
    public ReservationId? Reservation { get; init; }
}

/// <summary>Changes to a project; what is left out stays as it is.</summary>
internal sealed record ProjectChangesBody
{
    [DisallowNull]
    public string? Name { get; init; }
}
