using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>The roles of an organization, the built-in ones and its own.</summary>
internal static class RoleEndpoints
{
    public static void MapRoles(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/roles", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.AccessPolicy(org).ListRoles(), role => role.Key).ToHttp())
            .RequirePermission(Permission.RolesRead)
            .WithTags("Roles")
            .WithName("listRoles")
            .WithSummary("List the roles, the built-in ones first");

        organization.MapGet("/roles/{key}", async (OrganizationId org, string key, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).GetRole(key)).ToHttp())
            .RequirePermission(Permission.RolesRead)
            .WithTags("Roles")
            .WithName("getRole")
            .WithSummary("Read a role")
            .Refuses(ErrorCode.RoleNotFound);

        organization.MapPut("/roles/{key}", async (
                OrganizationId org, string key, Body<RoleBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).PutRole(key, body.Value.ToContent(), ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.RolesWrite)
            .WithTags("Roles")
            .WithName("putRole")
            .WithSummary("Make a custom role, or replace it")
            .Refuses(ErrorCode.RoleAboveOwn, ErrorCode.CapacityReached);

        organization.MapDelete("/roles/{key}", async (OrganizationId org, string key, Caller caller, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).DeleteRole(key, caller.Actor)).ToHttp())
            .RequirePermission(Permission.RolesWrite)
            .WithTags("Roles")
            .WithName("deleteRole")
            .WithSummary("Delete a custom role that no team holds; members who hold it have nothing by it any more")
            .Refuses(ErrorCode.RoleNotFound, ErrorCode.RoleInUse, ErrorCode.RoleAboveOwn);
    }
}

/// <summary>What a custom role is to be.</summary>
internal sealed record RoleBody
{
    /// <summary>At most 40 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At most 120 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The names of permissions, Tenantry's and the product's; at most 100.</summary>
    public required ImmutableArray<string> Permissions { get; init; }

    /// <summary>The content that the body asks for.</summary>
    public RoleContent ToContent() => new() { Name = Name, Description = Description, Permissions = Permissions };
}
