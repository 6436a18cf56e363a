namespace Tenantry.Api;

/// <summary>What happened: to an organization, to a user, and to what belongs to no tenant.</summary>
internal static class AuditEndpoints
{
    private const string Scanning =
        "A request goes through some thousand events at most: a page can have fewer than asked for, or none, and still have a next.";

    public static void MapAuditEvents(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/audit-events", (OrganizationId org, AuditSearch search, AuditPage audit, PageQuery page, IGrainFactory grains) =>
                List(LogId.Of(org), search, audit, page, grains))
            .RequirePermission(Permission.AuditRead)
            .WithTags("Audit")
            .WithName("listAuditEvents")
            .WithSummary("List what happened in the organization, the newest first")
            .WithDescription(Scanning);

        organization.MapGet("/audit-events/{evt}", async (OrganizationId org, EventId evt, IGrainFactory grains) =>
                (await grains.Lists().AuditEvent(LogId.Of(org), evt)).ToHttp())
            .RequirePermission(Permission.AuditRead)
            .WithTags("Audit")
            .WithName("getAuditEvent")
            .WithSummary("Read an event")
            .Refuses(ErrorCode.EventNotFound);
    }

    public static void MapMyAuditEvents(this IEndpointRouteBuilder routes)
        => routes.MapGet("/v1/me/audit-events", (AuditSearch search, AuditPage audit, PageQuery page, Caller caller, IGrainFactory grains) =>
                List(LogId.Of(caller.User), search, audit, page, grains))
            .RequireUser()
            .WithTags("Me")
            .WithName("listMyAuditEvents")
            .WithSummary("List what happened to the signed-in user's account, the newest first")
            .WithDescription(Scanning);

    public static void MapAuditAdministration(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").RequireOperator().WithTags("Audit");

        admin.MapGet("/audit-events", (AuditSearch search, AuditPage audit, PageQuery page, IGrainFactory grains) =>
                List(LogId.Operators, search, audit, page, grains))
            .WithName("adminListAuditEvents")
            .WithSummary("List what happened to what belongs to no tenant, the newest first")
            .WithDescription(Scanning);

        admin.MapGet("/organizations/{org}/audit-events", (OrganizationId org, AuditSearch search, AuditPage audit, PageQuery page, IGrainFactory grains) =>
                List(LogId.Of(org), search, audit, page, grains))
            .WithName("adminListOrganizationAuditEvents")
            .WithSummary("List what happened in any organization, the newest first")
            .WithDescription(Scanning);

        admin.MapGet("/users/{user}/audit-events", (UserId user, AuditSearch search, AuditPage audit, PageQuery page, IGrainFactory grains) =>
                List(LogId.Of(user), search, audit, page, grains))
            .WithName("adminListUserAuditEvents")
            .WithSummary("List what happened to any user's account, the newest first")
            .WithDescription(Scanning);

        admin.MapPost("/organizations/{org}/events/{evt}/redact", (
                OrganizationId org, EventId evt, Body<RedactionBody> body, Caller caller, CommandSender commands) =>
                Redact(LogId.Of(org), evt, body, caller, commands))
            .WithName("adminRedactEvent")
            .WithSummary("Erase the content of an event of an organization; its place in the chain, type and time remain")
            .Refuses(ErrorCode.EventNotFound, ErrorCode.EventNotRedactable);

        admin.MapPost("/users/{user}/events/{evt}/redact", (
                UserId user, EventId evt, Body<RedactionBody> body, Caller caller, CommandSender commands) =>
                Redact(LogId.Of(user), evt, body, caller, commands))
            .WithName("adminRedactUserEvent")
            .WithSummary("Erase the content of an event of a user's own log; its place in the chain, type and time remain")
            .Refuses(ErrorCode.EventNotFound, ErrorCode.EventNotRedactable);
    }

    private static async Task<ListAnswer<AuditEventView>> List(LogId log, AuditSearch search, AuditPage audit, PageQuery page, IGrainFactory grains)
        => audit.Of(await grains.Lists().AuditEvents(log, new()
        {
            Filter = search.Filter,
            Period = search.Period,
            NewestFirst = audit.NewestFirst,
            Beyond = audit.Beyond,
            Limit = page.Limit,
        })).ToHttp();

    private static async Task<DoneAnswer> Redact(LogId log, EventId evt, Body<RedactionBody> body, Caller caller, CommandSender commands)
        => (await commands.Run(new RedactEvent { Log = log, Event = evt, Reason = body.Value.Reason, Actor = caller.Actor })).ToHttp();
}

/// <summary>A redaction.</summary>
internal sealed record RedactionBody
{
    /// <summary>Why, for the record; the tenant sees it.</summary>
    public required string Reason { get; init; }
}
