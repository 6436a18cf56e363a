using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;

namespace Tenantry.Api;

/// <summary>
/// Streams of events. Each reads the log from where it has come to and is woken by the log when there is more, so that it loses
/// nothing whichever silo dies. It goes on for as long as the caller would be let in.
/// </summary>
internal sealed partial class LiveEvents(
    StreamPlaces places, ContinuedAccess access, LiveSettings settings, StreamEnd end, TimeProvider time, ILogger<LiveEvents> log)
{
    private const int AtOnce = 100;

    // Also how long access is believed to hold while nothing happens.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // After this long without an answer the stream ends: it must not go on unasked, and elsewhere it may be answered.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Answers with events until the caller leaves, is dropped or would not be let in any more, or the host stops.</summary>
    public async Task Run(HttpContext http, IEventSource source, EventQuery query)
    {
        if (end.Token.IsCancellationRequested)
        {
            await StreamPlaces.Full().ExecuteAsync(http);
            return;
        }

        if (places.Take(source.Organization ?? default, out var place) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        using (place)
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, end.Token))
        {
            try
            {
                await Begin(http, source, query, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // Whoever it was comes back with the last number.
            }
            catch (SlowReaderException)
            {
                var reader = Caller.Of(http.User).Subject;
                LogDropped(log, source.Organization, reader);
                http.Abort();
            }
        }
    }

    private async Task Begin(HttpContext http, IEventSource source, EventQuery query, CancellationToken ending)
    {
        var from = query.After ?? await source.Beyond(long.MaxValue, TimeSpan.Zero, ending);
        if (query.After is { } after && source.IsWhole && await source.Read(after, limit: 1) is [{ Number: var first }] && first > after + 1)
        {
            await Problem.Of(Errors.EventsExpired(first)).ExecuteAsync(http);
            return;
        }

        Deadline.Lift();
        using var writer = new EventStreamWriter(http.Response, settings.ReaderPatience, ending);
        await writer.Open(from);
        var stream = new Stream(http, source, query.Types, writer) { Number = from, SpokenAt = time.GetTimestamp(), AskedAt = time.GetTimestamp() };
        while (!ending.IsCancellationRequested && await Step(stream, ending))
        {
        }
    }

    // Answers whether the stream goes on.
    private async Task<bool> Step(Stream stream, CancellationToken ending)
    {
        try
        {
            var rest = settings.Heartbeat - time.GetElapsedTime(stream.SpokenAt);
            var patience = rest <= TimeSpan.Zero ? TimeSpan.Zero : rest < Patience ? rest : Patience;
            var last = await stream.Source.Beyond(stream.Number, patience, ending);
            var events = last > stream.Number ? await stream.Source.Read(stream.Number, AtOnce) : [];
            if (!await access.Holds(stream.Http, stream.Source.Organization))
                return false;
            stream.AskedAt = time.GetTimestamp();

            if (!events.IsEmpty)
                await Send(stream, events);
            else if (last > stream.Number && !stream.Source.IsWhole)
                // Their logs have removed all of them.
                stream.Number = last;
            if (time.GetElapsedTime(stream.SpokenAt) >= settings.Heartbeat)
            {
                await stream.Writer.Beat(stream.Number);
                stream.SpokenAt = time.GetTimestamp();
            }

            return true;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OrleansException or TimeoutException)
        {
            // The silo that holds the log has died, or the store does not answer: another try, if it does not take too long.
            if (time.GetElapsedTime(stream.AskedAt) > LongestSilence)
                return false;
            await Task.Delay(RetryAfter, time, ending);
            return true;
        }
    }

    private async Task Send(Stream stream, IReadOnlyList<NumberedEvent> events)
    {
        foreach (var next in events)
        {
            stream.Number = next.Number;
            if (!stream.Types.Admits(next.Event.Type))
                continue;
            await stream.Writer.Write(next);
            stream.SpokenAt = time.GetTimestamp();
        }

        await stream.Writer.Flush();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A stream of the events of {Organization} was ended: {Reader} does not take them")]
    private static partial void LogDropped(ILogger logger, OrganizationId? organization, string reader);

    private sealed record Stream(HttpContext Http, IEventSource Source, EventFilter Types, EventStreamWriter Writer)
    {
        /// <summary>Up to where it has come.</summary>
        public required long Number { get; set; }

        public required long SpokenAt { get; set; }

        public required long AskedAt { get; set; }
    }
}

/// <summary>A stream of events, or the refusal.</summary>
internal sealed class LiveAnswer(LiveEvents live, IEventSource source, EventQuery query) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => live.Run(httpContext, source, query.ResumedBy(httpContext.Request.Headers));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(CloudEvent), ["text/event-stream"]));
}
