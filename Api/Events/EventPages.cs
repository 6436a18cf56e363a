using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Reads pages of events, and waits for news when that is asked for.</summary>
internal sealed class EventPages(ContinuedAccess access, StreamEnd end, TimeProvider time)
{
    // A filter that admits little must not read a whole log in one request; who asks goes on from where this ended.
    private const int MostRead = 2000;
    private const int ReadAtOnce = 200;

    // Below the time after which a call to a grain is given up.
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(3);

    public async Task<EventPage> Read(IEventSource source, EventQuery query, HttpContext http)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, end.Token);
        var until = time.GetUtcNow() + query.Wait;
        var (page, more) = await Take(source, query, query.After ?? 0);
        while (page is { Error: null, Events.IsEmpty: true } && !more && time.GetUtcNow() < until && !ending.IsCancellationRequested)
        {
            Deadline.Lift();
            await Wait(source, page.Next, until - time.GetUtcNow(), ending.Token);
            (page, more) = await Take(source, query, page.Next);
            // Who may not read any more what has happened meanwhile is told so by their next request.
            if (page is { Events.IsEmpty: false } && !await access.Holds(http, source.Organization))
                return new EventPage { Next = query.After ?? 0 };
        }

        return page;
    }

    private static async Task<(EventPage Page, bool More)> Take(IEventSource source, EventQuery query, long after)
    {
        var events = ImmutableArray.CreateBuilder<CloudEvent>();
        var atOnce = query.Types.IsAll ? query.Limit : ReadAtOnce;
        for (var read = 0; read < MostRead; read += atOnce)
        {
            var some = await source.Read(after, atOnce);
            if (source.IsWhole && query.After == after && some is [{ Number: var first }, ..] && first > after + 1)
                return (new EventPage { Error = Errors.EventsExpired(first), Next = after }, More: false);
            foreach (var (number, happened) in some)
            {
                after = number;
                if (query.Types.Admits(happened.Type))
                    events.Add(happened);
                if (events.Count == query.Limit)
                    return (new EventPage { Events = events.ToImmutable(), Next = after }, More: true);
            }

            if (some.Length < atOnce)
                return (new EventPage { Events = events.ToImmutable(), Next = after }, More: false);
        }

        return (new EventPage { Events = events.ToImmutable(), Next = after }, More: true);
    }

    private static async Task Wait(IEventSource source, long after, TimeSpan rest, CancellationToken ending)
    {
        try
        {
            await source.Beyond(after, rest < LongestPatience ? rest : LongestPatience, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The answer is what there is.
        }
    }
}

/// <summary>Some events, or the refusal.</summary>
internal sealed class EventPage : IResult, IEndpointMetadataProvider
{
    public Error? Error { get; init; }

    public ImmutableArray<CloudEvent> Events { get; init; } = [];

    /// <summary>The number to go on from; at the end as well, since more will come.</summary>
    public required long Next { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Error is not null)
            return Problem.Of(Error).ExecuteAsync(httpContext);

        httpContext.Response.Headers.CacheControl = "no-store";
        var document = new ListDocument<CloudEvent> { Data = Events, Page = new() { Next = Next.ToString(CultureInfo.InvariantCulture) } };
        return httpContext.WriteJson(StatusCodes.Status200OK, document, ApiJson.Default.ListDocumentCloudEvent);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ListDocument<CloudEvent>), ["application/json"]));
}
