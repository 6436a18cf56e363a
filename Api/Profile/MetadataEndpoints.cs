using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>What others keep about an organization.</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/metadata", async (OrganizationId org, IGrainFactory grains) => (await grains.Profile(org).GetMetadata()).ToHttp())
            .RequirePermission(Permission.OrganizationRead)
            .WithTags("Metadata")
            .WithName("getMetadata")
            .WithSummary("Read the metadata");

        organization.MapPut("/metadata", async (
                OrganizationId org, Body<MetadataBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Profile(org).PutMetadata(body.Value.Metadata, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Metadata")
            .WithName("putMetadata")
            .WithSummary("Replace the metadata; keys that are left out are deleted")
            .Refuses(ErrorCode.CapacityReached);

        organization.MapPatch("/metadata", async (
                OrganizationId org, Body<MetadataChangesBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Profile(org).PatchMetadata(body.Value.Metadata, ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.OrganizationWrite)
            .WithTags("Metadata")
            .WithName("updateMetadata")
            .WithSummary("Change some keys of the metadata; null deletes a key")
            .Refuses(ErrorCode.CapacityReached);
    }
}

/// <summary>All metadata of an organization.</summary>
internal sealed record MetadataBody
{
    /// <summary>Up to 50 keys of 1 to 40 letters, digits, hyphens, underscores and full stops, with texts of up to 500 characters.</summary>
    public required ImmutableSortedDictionary<string, string> Metadata { get; init; }
}

/// <summary>Some metadata of an organization.</summary>
internal sealed record MetadataChangesBody
{
    /// <summary>The keys to change; null deletes a key.</summary>
    public required ImmutableSortedDictionary<string, string?> Metadata { get; init; }
}
