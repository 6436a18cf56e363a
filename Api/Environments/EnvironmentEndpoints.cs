using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The environments of a project and their publishable keys.</summary>
internal static class EnvironmentEndpoints
{
    private const string All = "/projects/{project}/environments";
    private const string One = "/projects/{project}/environments/{environment}";

    public static void MapEnvironments(this IEndpointRouteBuilder organization)
    {
        organization.MapGet(All, async (OrganizationId org, ProjectId project, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Project(org, project).Get(), found => found.Environments, environment => environment.Id.Value).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Environments")
            .WithName("listEnvironments")
            .WithSummary("List a project's environments, the oldest first")
            .Refuses(ErrorCode.ProjectNotFound);

        organization.MapPost(All, async (
                OrganizationId org, ProjectId project, Body<NewEnvironmentBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new CreateEnvironment { Organization = org, Project = project, Name = body.Value.Name, Actor = caller.Actor }))
                .ToHttp(made => $"/v1/organizations/{org}/projects/{project}/environments/{made.Id}"))
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName("createEnvironment")
            .WithSummary("Make an environment")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.ProjectArchived, ErrorCode.EnvironmentNameTaken, ErrorCode.LimitReached);

        organization.MapGet(One, async (OrganizationId org, ProjectId project, EnvironmentId environment, IGrainFactory grains) =>
                (await grains.Project(org, project).GetEnvironment(environment)).ToHttp())
            .RequirePermission(Permission.ProjectsRead)
            .WithTags("Environments")
            .WithName("getEnvironment")
            .WithSummary("Read an environment")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.EnvironmentNotFound);

        organization.MapPatch(One, async (
                OrganizationId org,
                ProjectId project,
                EnvironmentId environment,
                Body<EnvironmentChangesBody> body,
                IfMatch ifMatch,
                Caller caller,
                IGrainFactory grains) =>
                (await grains.Organization(org).RenameEnvironment(project, environment, body.Value.Name, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName("updateEnvironment")
            .WithSummary("Rename an environment")
            .RefusesLikeWritesOfEnvironments(ErrorCode.EnvironmentNameTaken);

        organization.MapPost(One + "/rotate-key", async (
                OrganizationId org,
                ProjectId project,
                EnvironmentId environment,
                Body<KeyRotationBody> body,
                Caller caller,
                CommandSender commands) =>
                (await commands.Run(new RotateEnvironmentKey
                {
                    Organization = org,
                    Project = project,
                    Environment = environment,
                    OverlapMinutes = body.Value.OverlapMinutes,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName("rotateEnvironmentKey")
            .WithSummary("Give an environment a new publishable key; the old one stays good for a while")
            .RefusesLikeWritesOfEnvironments();

        organization.MapDelete(One + "/previous-key", async (
                OrganizationId org, ProjectId project, EnvironmentId environment, Caller caller, CommandSender commands) =>
                (await commands.Run(
                    new EndPreviousKey { Organization = org, Project = project, Environment = environment, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName("endPreviousEnvironmentKey")
            .WithSummary("End the time of the previous publishable key now")
            .RefusesLikeWritesOfEnvironments();
    }

    public static void MapEnvironmentKeys(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/environments/resolve", async (Body<EnvironmentKeyBody> body, IGrainFactory grains) =>
                (await grains.EnvironmentKeys().Resolve(body.Value.Key)).ToHttp())
            .AllowAnonymous()
            .LimitKeyLookupsPerAddress()
            .WithTags("Environments")
            .WithName("resolveEnvironmentKey")
            .WithSummary("Which environment a publishable key speaks for, and its settings")
            .Refuses(ErrorCode.EnvironmentKeyNotFound, ErrorCode.OrganizationSuspended);

    public static RouteHandlerBuilder RefusesLikeWritesOfEnvironments(this RouteHandlerBuilder builder, params ErrorCode[] more)
        => builder.Refuses(
            [ErrorCode.ProjectNotFound, ErrorCode.EnvironmentNotFound, ErrorCode.ProjectArchived, ErrorCode.Frozen, .. more]);
}

/// <summary>An environment to be made.</summary>
internal sealed record NewEnvironmentBody
{
    /// <summary>Unique in the project.</summary>
    public required string Name { get; init; }
}

/// <summary>Changes to an environment; what is left out stays as it is.</summary>
internal sealed record EnvironmentChangesBody
{
    /// <summary>Unique in the project.</summary>
    [DisallowNull]
    public string? Name { get; init; }
}

/// <summary>How to rotate a key.</summary>
internal sealed record KeyRotationBody
{
    /// <summary>For how many minutes the old key stays good: 0 to 10080, a week; a day when left out.</summary>
    [DisallowNull]
    public int? OverlapMinutes { get; init; }
}

/// <summary>A publishable key.</summary>
internal sealed record EnvironmentKeyBody
{
    public required string Key { get; init; }
}
