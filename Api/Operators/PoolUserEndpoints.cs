namespace Tenantry.Api;

/// <summary>Users whom the pool outside has not followed, to the provider's own staff.</summary>
internal static class PoolUserEndpoints
{
    public static void MapPoolUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/v1/admin/pool-users").RequireOperator().WithTags("User pool");

        users.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().PoolUsers(page.After, page.Limit)).ToHttp())
            .WithName("adminListPoolUsers")
            .WithSummary("List the users whom the user pool has not followed, the oldest first");

        users.MapPost("/{user}/retry", async (UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new RetryPoolUser { User = user, Actor = caller.Actor })).ToHttp())
            .WithName("adminRetryPoolUser")
            .WithSummary("Tell the user pool about a user now, and as often again as at first")
            .Refuses(ErrorCode.PoolUserNotFound);

        users.MapDelete("/{user}", async (UserId user, Caller caller, IGrainFactory grains) =>
                (await grains.PoolUser(user).Drop(caller.Actor)).ToHttp())
            .WithName("adminDropPoolUser")
            .WithSummary("Leave the user pool as it is until the user changes again")
            .Refuses(ErrorCode.PoolUserNotFound);
    }
}
