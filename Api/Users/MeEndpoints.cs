using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Tenantry.Api;

/// <summary>The signed-in user.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").RequireUser();

        me.MapGet("/", async (Caller caller, IGrainFactory grains) =>
                (await grains.ReadMe(caller.User)).ToHttp())
            .WithName("getMe");

        me.MapPatch("/", async (Body<MeBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.UpdateMe(caller.User, new() { Name = body.Value.Name }, ifMatch)).ToHttp())
            .WithName("updateMe");
    }
}

/// <summary>Changes to the signed-in user; what is left out stays as it is.</summary>
internal sealed record MeBody
{
    [DisallowNull]
    public string? Name { get; init; }
}
