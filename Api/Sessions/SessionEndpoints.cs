namespace Tenantry.Api;

/// <summary>Where the signed-in user is signed in.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/v1/me/sessions").RequireUser().WithTags("Me");

        sessions.MapGet("/", async (PageQuery page, Caller caller, CurrentSession current, IGrainFactory grains) =>
                (await grains.Lists().Sessions(caller.User, current.Id, page.After, page.Limit)).ToHttp())
            .WithName("listSessions")
            .WithSummary("List the sessions that go on, the oldest first");

        sessions.MapDelete("/", async (ExceptQuery except, Caller caller, CurrentSession current, CommandSender commands) =>
                (await commands.Run(new EndSessions { User = caller.User, Except = except.Current ? current.Id : null })).ToHttp())
            .WithName("endSessions")
            .WithSummary("End all sessions, or with except=current all others");

        sessions.MapDelete("/{session}", async (SessionId session, Caller caller, CommandSender commands) =>
                (await commands.Run(new EndSession { User = caller.User, Session = session })).ToHttp())
            .WithName("endSession")
            .WithSummary("End a session")
            .Refuses(ErrorCode.SessionNotFound);
    }
}
