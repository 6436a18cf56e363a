namespace Tenantry.Api;

/// <summary>The environments of a project.</summary>
internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/projects/{project}/environments", async (
                OrganizationId org, ProjectId project, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Project(org, project).Get(), found => found.Environments, environment => environment.Id.Value).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Environments")
            .WithName("listEnvironments")
            .WithSummary("List a project's environments, the oldest first")
            .Refuses(ErrorCode.ProjectNotFound);

        organization.MapPost("/projects/{project}/environments", async (
                OrganizationId org, ProjectId project, Body<NewEnvironmentBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new CreateEnvironment { Organization = org, Project = project, Name = body.Value.Name, Actor = caller.Actor }))
                .ToHttp(_ => $"/v1/organizations/{org}/projects/{project}"))
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName("createEnvironment")
            .WithSummary("Make an environment")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.EnvironmentNameTaken, ErrorCode.LimitReached);
    }
}

/// <summary>An environment to be made.</summary>
internal sealed record NewEnvironmentBody
{
    /// <summary>Unique in the project.</summary>
    public required string Name { get; init; }
}
