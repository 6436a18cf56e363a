using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The signed-in user.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").RequireUser().WithTags("Me");

        me.MapGet("/", async (Caller caller, IGrainFactory grains) =>
                (await grains.ReadMe(caller.User)).ToHttp())
            .WithName("getMe")
            .WithSummary("The signed-in user and their organizations")
            .Refuses(ErrorCode.UserNotFound);

        me.MapPatch("/", async (Body<MeChangesBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.UpdateMe(caller.User, new() { Name = body.Value.Name }, ifMatch)).ToHttp())
            .WithName("updateMe")
            .WithSummary("Change the signed-in user")
            .Refuses(ErrorCode.UserNotFound);
    }
}

/// <summary>Changes to the signed-in user; what is left out stays as it is.</summary>
internal sealed record MeChangesBody
{
    [DisallowNull]
    public string? Name { get; init; }
}
