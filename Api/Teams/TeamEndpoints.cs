using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The teams of an organization.</summary>
internal static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/teams", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Teams(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.TeamsRead)
            .WithTags("Teams")
            .WithName("listTeams")
            .WithSummary("List the teams, the oldest first");

        organization.MapPost("/teams", async (OrganizationId org, Body<NewTeamBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CreateTeam { Organization = org, Name = body.Value.Name, Actor = caller.Actor }))
                .ToHttp(made => $"/v1/organizations/{org}/teams/{made.Id}"))
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("createTeam")
            .WithSummary("Make a team")
            .Refuses(ErrorCode.TeamNameTaken, ErrorCode.CapacityReached);

        organization.MapGet("/teams/{team}", async (OrganizationId org, TeamId team, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).GetTeam(team)).ToHttp())
            .RequirePermission(Permission.TeamsRead)
            .WithTags("Teams")
            .WithName("getTeam")
            .WithSummary("Read a team")
            .Refuses(ErrorCode.TeamNotFound);

        organization.MapPatch("/teams/{team}", async (
                OrganizationId org, TeamId team, Body<TeamChangesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new UpdateTeam
                {
                    Organization = org,
                    Team = team,
                    Changes = new() { Name = body.Value.Name },
                    IfTag = ifMatch.Tag,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("updateTeam")
            .WithSummary("Change a team")
            .Refuses(ErrorCode.TeamNotFound, ErrorCode.TeamNameTaken);

        organization.MapDelete("/teams/{team}", async (OrganizationId org, TeamId team, Caller caller, CommandSender commands) =>
                (await commands.Run(new DeleteTeam { Organization = org, Team = team, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("deleteTeam")
            .WithSummary("Delete a team; what it granted ends at once")
            .Refuses(ErrorCode.TeamNotFound, ErrorCode.RoleAboveOwn);

        organization.MapPut("/teams/{team}/roles", async (
                OrganizationId org, TeamId team, Body<TeamRolesBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new SetTeamRoles
                {
                    Organization = org,
                    Team = team,
                    Role = body.Value.Role,
                    CustomRoles = body.Value.CustomRoles ?? [],
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("setTeamRoles")
            .WithSummary("Say which roles a team grants its members in the organization")
            .Refuses(ErrorCode.TeamNotFound, ErrorCode.RoleNotFound, ErrorCode.RoleAboveOwn);
    }

    public static void MapTeamMembers(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/teams/{team}/members", async (OrganizationId org, TeamId team, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().TeamMembers(org, team, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.TeamsRead)
            .WithTags("Teams")
            .WithName("listTeamMembers")
            .WithSummary("List a team's members, in the order they signed up")
            .Refuses(ErrorCode.TeamNotFound);

        organization.MapPut("/teams/{team}/members/{user}", async (
                OrganizationId org, TeamId team, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new AddTeamMember { Organization = org, Team = team, User = user, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("addTeamMember")
            .WithSummary("Put a member of the organization into a team")
            .Refuses(ErrorCode.TeamNotFound, ErrorCode.MemberNotFound, ErrorCode.CapacityReached, ErrorCode.RoleAboveOwn);

        organization.MapDelete("/teams/{team}/members/{user}", async (
                OrganizationId org, TeamId team, UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveTeamMember { Organization = org, Team = team, User = user, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.TeamsWrite)
            .WithTags("Teams")
            .WithName("removeTeamMember")
            .WithSummary("Take a member out of a team")
            .Refuses(ErrorCode.TeamNotFound, ErrorCode.MemberNotFound, ErrorCode.RoleAboveOwn);
    }
}

/// <summary>A team to be made.</summary>
internal sealed record NewTeamBody
{
    /// <summary>Unique in the organization, regardless of case.</summary>
    public required string Name { get; init; }
}

/// <summary>Changes to a team; what is left out stays as it is.</summary>
internal sealed record TeamChangesBody
{
    /// <summary>Unique in the organization, regardless of case.</summary>
    [DisallowNull]
    public string? Name { get; init; }
}

/// <summary>The roles that a team is to grant; what is left out it grants no more.</summary>
internal sealed record TeamRolesBody
{
    /// <summary>admin, manager, member or viewer; owner, editor and user are understood as the first three.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>The keys of custom roles.</summary>
    [DisallowNull]
    public ImmutableArray<string>? CustomRoles { get; init; }
}
