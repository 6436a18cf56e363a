using System.Collections.Immutable;
using System.Text;
using Amazon;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// A queue of Amazon SQS: a message for each event, its body the CloudEvent as JSON. A FIFO queue gets each log as a group of its own,
/// so that the order of each holds, and the event's id, by which the queue drops what comes again within five minutes. Messages go
/// ten at a time; when SQS takes only some of ten, the others come after them, and the order of that log is by its sequence.
/// </summary>
internal sealed class SqsBus(IOptions<SqsOptions> options) : IEventBus, IDisposable
{
    private const int MostAtOnce = 10;
    private const int Retries = 3;

    // What a message, and all of a request, may be; SQS has come to allow more, but not to queues that were made before.
    private const int MostBytes = 256 * 1024;

    // What the attributes of a message are reckoned at.
    private const int Attributes = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Made at first use: only then are credentials looked for.
    private readonly Lazy<AmazonSQSClient> _client = new(() => Make(options.Value));

    public string Name => $"SQS {options.Value.QueueUrl}";

    public EventFilter Types => options.Value.Types;

    public async Task<ImmutableArray<UnsentEvent>> Send(ImmutableArray<FedEvent> events, CancellationToken cancellation)
    {
        var unsent = ImmutableArray.CreateBuilder<UnsentEvent>();
        var held = new Dictionary<LogId, string>();
        foreach (var batch in Batches(events))
        {
            // What comes after an event that was not taken waits for it, if the queue keeps an order.
            var now = batch.Where(one => !held.ContainsKey(one.Event.Logged.Log)).ToList();
            unsent.AddRange(batch.Except(now).Select(one => new UnsentEvent(one.Event, held[one.Event.Logged.Log])));
            if (now.Count == 0)
                continue;
            foreach (var refused in await SendBatch(now, cancellation))
            {
                unsent.Add(refused);
                if (options.Value.IsFifo)
                    held.TryAdd(refused.Event.Logged.Log, refused.Reason);
            }
        }

        return [.. unsent.OrderBy(one => one.Event.Position)];
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static AmazonSQSClient Make(SqsOptions options)
    {
        var config = new AmazonSQSConfig { Timeout = Patience, MaxErrorRetry = Retries };
        if (options.ServiceUrl is { } address)
            (config.ServiceURL, config.AuthenticationRegion) = (address, options.UsedRegion);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.UsedRegion);
        return new AmazonSQSClient(config);
    }

    private static IEnumerable<List<Outgoing>> Batches(ImmutableArray<FedEvent> events)
    {
        var (batch, bytes) = (new List<Outgoing>(), 0);
        foreach (var fed in events)
        {
            var next = Outgoing.Of(fed);
            if (batch.Count == MostAtOnce || (batch.Count > 0 && bytes + next.Size > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(next);
            bytes += next.Size;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async Task<List<UnsentEvent>> SendBatch(List<Outgoing> batch, CancellationToken cancellation)
    {
        var answer = await _client.Value.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = options.Value.QueueUrl, Entries = [.. batch.Select(Entry)] }, cancellation);
        return [.. (answer.Failed ?? []).Select(failed => new UnsentEvent(batch[int.Parse(failed.Id, null)].Event, $"{failed.Code}: {failed.Message}"))];
    }

    private SendMessageBatchRequestEntry Entry(Outgoing outgoing, int index)
    {
        var logged = outgoing.Event.Logged;
        var entry = new SendMessageBatchRequestEntry
        {
            Id = $"{index}",
            MessageBody = outgoing.Body,
            MessageAttributes = new()
            {
                ["contentType"] = Text("application/cloudevents+json"),
                ["type"] = Text(logged.Event.Type),
                ["log"] = Text(logged.Log.Value),
            },
        };
        if (options.Value.IsFifo)
            (entry.MessageGroupId, entry.MessageDeduplicationId) = (logged.Log.Value, logged.Event.Id.Value);
        return entry;
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };

    /// <summary>An event as a message.</summary>
    private sealed record Outgoing(FedEvent Event, string Body)
    {
        public int Size => Body.Length + Attributes;

        // What is too large goes without its content, which can be read by its sequence.
        public static Outgoing Of(FedEvent fed)
        {
            var happened = CloudEvent.Of(fed);
            var json = happened.ToJson();
            return new(fed, Encoding.ASCII.GetString(json.Length + Attributes <= MostBytes ? json : (happened with { Data = null }).ToJson()));
        }
    }
}
