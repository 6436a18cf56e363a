using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>The catalogue of event types, to whoever builds on events.</summary>
internal static class EventTypeEndpoints
{
    private static readonly ImmutableArray<EventTypeView> All = [.. EventTypes.All.Select(EventTypeView.Of)];

    public static void MapEventTypes(this IEndpointRouteBuilder routes)
    {
        var types = routes.MapGroup("/v1/event-types").AllowAnonymous().WithTags("Events");

        types.MapGet("/", (PageQuery page) => page.Of(All, type => type.Name).ToHttp())
            .WithName("listEventTypes")
            .WithSummary("List the types of events, in the order of their names");

        types.MapGet("/{type}/schema", (string type) => new SchemaAnswer(type, EventTypes.Find(type)))
            .WithName("getEventSchema")
            .WithSummary("Read the JSON Schema (2020-12) of an event's data, as CloudEvents and webhooks carry it")
            .Refuses(ErrorCode.EventTypeNotFound);
    }
}

/// <summary>A type of event.</summary>
internal sealed record EventTypeView
{
    public required string Name { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What it happens to.</summary>
    public required string Subject { get; init; }

    /// <summary>In whose logs it occurs: organization, user, operators.</summary>
    public required ImmutableArray<string> Logs { get; init; }

    public static EventTypeView Of(EventType type) => new()
    {
        Name = type.Name,
        Description = type.Description,
        Subject = type.Subject.Name,
        Logs = [.. type.Logs.Select(log => log.ToString().ToLowerInvariant())],
    };
}

/// <summary>The schema of a type of event, or that there is no such type.</summary>
/// <param name="name">What was asked for.</param>
/// <param name="type">The type; null when there is none.</param>
internal sealed class SchemaAnswer(string name, EventType? type) : IResult, IEndpointMetadataProvider
{
    private const string MediaType = "application/schema+json";

    public Task ExecuteAsync(HttpContext httpContext)
        => type is null
            ? Problem.Of(Errors.EventTypeNotFound(name)).ExecuteAsync(httpContext)
            : httpContext.WriteJson(StatusCodes.Status200OK, EventSchema.Of(type), ApiJson.Default.JsonObject, MediaType);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(JsonObject), [MediaType]));
}
