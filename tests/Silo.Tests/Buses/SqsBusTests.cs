using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Silo.Tests;

/// <summary>What is sent to SQS, and what becomes of what it does not take.</summary>
public sealed class SqsBusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SqsBusTests()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
    }

    [Fact]
    public async Task Events_go_ten_at_a_time_and_no_more_than_a_request_may_hold()
    {
        await using var queue = await StandIn.Start(_ => false);
        using var bus = queue.Bus("events");
        Assert.Empty(await bus.Send([.. Events(23)], Cancellation));
        Assert.Equal([10, 10, 3], queue.Batches.Select(batch => batch.Count));

        queue.Batches.Clear();
        Assert.Empty(await bus.Send([.. Events(9, new string('é', 15_000))], Cancellation));
        Assert.Equal(9, queue.Batches.Sum(batch => batch.Count));
        Assert.All(queue.Batches, batch => Assert.InRange(batch.Sum(entry => ((string)entry["MessageBody"]!).Length), 1, 256 * 1024));

        // Alone, it is still too large.
        queue.Batches.Clear();
        Assert.Empty(await bus.Send([.. Events(1, new string('é', 50_000))], Cancellation));
        var body = JsonNode.Parse((string)Assert.Single(Assert.Single(queue.Batches))["MessageBody"]!)!;
        Assert.Null(body["data"]);
        Assert.NotNull(body["sequence"]);
    }

    [Fact]
    public async Task What_was_not_taken_is_told_and_keeps_what_follows_it_waiting()
    {
        await using var queue = await StandIn.Start(entry => (int)entry["sequence"]! == 3);
        using var bus = queue.Bus("events.fifo");
        var first = Events(15).ToList();
        var second = Events(15).ToList();
        // In turn, so that each batch has both.
        var all = first.Zip(second, (a, b) => (FedEvent[])[a, b]).SelectMany(pair => pair)
            .Select((fed, i) => fed with { Position = i + 1 }).ToImmutableArray();

        var unsent = await bus.Send(all, Cancellation);

        // The first batch held 1 to 5 of each; SQS took 4 and 5, nothing of what came after was sent.
        Assert.All(unsent.GroupBy(one => one.Event.Logged.Log), log => Assert.Equal(
            [3, .. Enumerable.Range(6, 10)], log.Select(one => (int)one.Event.Logged.Sequence)));
        Assert.All(unsent, one => Assert.Equal("Throttled: not now", one.Reason));
        Assert.Equal(unsent.Select(one => one.Event.Position).Order(), unsent.Select(one => one.Event.Position));
        Assert.Equal(10, Assert.Single(queue.Batches).Count);
        Assert.All(queue.Batches[0], entry => Assert.StartsWith("org_", (string?)entry["MessageGroupId"], StringComparison.Ordinal));
        Assert.All(queue.Batches[0], entry => Assert.StartsWith("evt_", (string?)entry["MessageDeduplicationId"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_queue_without_order_gets_what_it_takes()
    {
        await using var queue = await StandIn.Start(entry => (int)entry["sequence"]! == 3);
        using var bus = queue.Bus("events");
        Assert.Equal([3], (await bus.Send([.. Events(25)], Cancellation)).Select(one => (int)one.Event.Logged.Sequence));
        Assert.All(queue.Batches.SelectMany(batch => batch), entry => Assert.Null(entry["MessageGroupId"]));
    }

    private static IEnumerable<FedEvent> Events(int count, string? text = null)
    {
        var organization = TypedId.From<OrganizationId>(Guid.CreateVersion7());
        return Enumerable.Range(1, count).Select(n => new FedEvent(n, new LoggedEvent
        {
            Log = LogId.Of(organization),
            Sequence = n,
            Hash = "",
            Event = new TenantEvent
            {
                Id = TypedId.From<EventId>(Guid.CreateVersion7()),
                Type = "test.happened",
                OccurredAt = DateTimeOffset.UnixEpoch,
                CausedBy = Actor.System,
                Subject = organization.Value,
                Data = text is null ? ImmutableSortedDictionary<string, string?>.Empty : ImmutableSortedDictionary<string, string?>.Empty.Add("text", text),
            },
        }));
    }

    /// <summary>A queue that takes what it likes, by the JSON protocol of SQS.</summary>
    private sealed class StandIn : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly Func<JsonNode, bool> _refuses;

        private StandIn(WebApplication app, Func<JsonNode, bool> refuses) => (_app, _refuses) = (app, refuses);

        public List<List<JsonNode>> Batches { get; } = [];

        public static async Task<StandIn> Start(Func<JsonNode, bool> refuses)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var queue = new StandIn(builder.Build(), refuses);
            queue._app.Run(queue.Answer);
            await queue._app.StartAsync();
            return queue;
        }

        public SqsBus Bus(string name) => new(Options.Create(new SqsOptions
        {
            QueueUrl = $"{_app.Urls.Single()}/000000000000/{name}",
            ServiceUrl = _app.Urls.Single(),
            Region = "eu-central-1",
        }));

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task Answer(HttpContext context)
        {
            Assert.Equal("AmazonSQS.SendMessageBatch", context.Request.Headers["X-Amz-Target"]);
            var request = (await JsonNode.ParseAsync(context.Request.Body))!;
            var entries = request["Entries"]!.AsArray().Select(entry => entry!).ToList();
            Batches.Add(entries);
            var (successful, failed) = (new JsonArray(), new JsonArray());
            foreach (var entry in entries)
            {
                var body = (string)entry["MessageBody"]!;
                var happened = JsonNode.Parse(body)!;
                if (_refuses(new JsonObject { ["sequence"] = int.Parse((string)happened["sequence"]!, null) }))
                    failed.Add(new JsonObject { ["Id"] = (string)entry["Id"]!, ["Code"] = "Throttled", ["Message"] = "not now", ["SenderFault"] = false });
                else
                    successful.Add(new JsonObject
                    {
                        ["Id"] = (string)entry["Id"]!,
                        ["MessageId"] = $"{Guid.NewGuid()}",
#pragma warning disable CA5351 // SQS says so.
                        ["MD5OfMessageBody"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body))),
#pragma warning restore CA5351
                    });
            }

            var answer = new JsonObject { ["Successful"] = successful };
            if (failed.Count > 0)
                answer["Failed"] = failed;
            context.Response.ContentType = "application/x-amz-json-1.0";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }
}
