using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>What happened, to the product's own servers: by the page, and as it happens.</summary>
internal static class EventEndpoints
{
    public static void AddEvents(this IServiceCollection services, LiveSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<StreamEnd>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamEnd>());
        services.AddSingleton<ContinuedAccess>();
        services.AddSingleton<EventPages>();
        services.AddSingleton<LiveEvents>();
    }

    public static void MapEvents(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/events", (OrganizationId org, EventQuery query, HttpContext http, IGrainFactory grains, EventPages pages) =>
                pages.Read(new OrganizationEvents(grains, org), query, http))
            .RequirePermission(Permission.EventsRead)
            .Pulled("sequence")
            .WithTags("Events")
            .WithName("listEvents")
            .WithSummary("Read what happened in the organization, as CloudEvents, in its order");

        organization.MapGet("/events/stream", (OrganizationId org, EventQuery query, IGrainFactory grains, LiveEvents live) =>
                new LiveAnswer(live, new OrganizationEvents(grains, org), query))
            .RequirePermission(Permission.EventsRead)
            .Streamed("sequence")
            .WithTags("Events")
            .WithName("streamEvents")
            .WithSummary("Follow what happens in the organization, as server-sent events");
    }

    public static void MapAllEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/v1/admin/events").RequireOperator().ReadWith(ApiKeyScopes.EventsRead).WithTags("Events");

        events.MapGet("/", (EventQuery query, HttpContext http, IGrainFactory grains, EventPages pages) =>
                pages.Read(new AllEvents(grains), query, http))
            .Pulled("position")
            .WithName("adminListEvents")
            .WithSummary("Read what happened in all organizations and outside them, as CloudEvents, in one order");

        events.MapGet("/stream", (EventQuery query, IGrainFactory grains, LiveEvents live) =>
                new LiveAnswer(live, new AllEvents(grains), query))
            .Streamed("position")
            .WithName("adminStreamEvents")
            .WithSummary("Follow what happens in all organizations and outside them, as server-sent events");
    }

    private static RouteHandlerBuilder Pulled(this RouteHandlerBuilder builder, string number)
        => builder
            .Filtered(number, "left out for the first that there are")
            .WithMetadata(
                new QueryNote("limit", "How many events at most: 1 to 100, 20 when left out."),
                new QueryNote("wait", "For how many seconds the answer may wait for an event when there is none: 0 to 20."));

    private static RouteHandlerBuilder Streamed(this RouteHandlerBuilder builder, string number)
        => builder
            .Filtered(number, "left out for what happens from now on. The header Last-Event-ID goes before it")
            .Refuses(ErrorCode.TemporarilyUnavailable);

    private static RouteHandlerBuilder Filtered(this RouteHandlerBuilder builder, string number, string without)
        => builder
            .WithMetadata(
                new QueryNote("after", $"The {number} to go on from, as page.next or an event says; {without}."),
                new QueryNote("type", "A type of event, such as member.added, or the beginning of some, such as member.*; can be there several times."))
            .Refuses(ErrorCode.EventsExpired);
}
