using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Grains.Tests;

public sealed class RequestIdTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_message_is_delivered_for_the_request_that_caused_it_whoever_delivers()
    {
        var delivered = new List<(string Message, string? Request)>();
        var all = new TaskCompletionSource();
        var outbox = new Outbox(null!, cluster.Grains, TimeProvider.System, NullLogger.Instance)
        {
            Delivered = all.SetResult,
            Refused = (_, _) => { },
        };
        Requests.Current = "second";

        // One receiver: the second message leaves when the first one, of another request, has arrived.
        outbox.Deliver(
        [
            new OutboxMessage(Guid.NewGuid(), new Noting("one", delivered), "first"),
            new OutboxMessage(Guid.NewGuid(), new Noting("two", delivered), "second"),
            new OutboxMessage(Guid.NewGuid(), new Noting("three", delivered)),
        ]);
        await all.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal([("one", "first"), ("two", "second"), ("three", null)], delivered);
        Assert.Equal("second", Requests.Current);
    }

    [Fact]
    public async Task An_event_names_the_request_that_caused_it()
    {
        var signup = await cluster.Grains.Tenant();

        Requests.Current = "0af7651916cd43dd8448eb211c80319c";
        await cluster.Grains.Organization(signup.Organization.Id).Suspend("late", Actor.System);
        Requests.Current = null;
        await cluster.Grains.Organization(signup.Organization.Id).Reactivate(Actor.System);

        await Eventually.True(async () => (await Requested(signup.Organization.Id)).Length == 2);
        Assert.Equal(["0af7651916cd43dd8448eb211c80319c", null], await Requested(signup.Organization.Id));
    }

    private async Task<string?[]> Requested(OrganizationId organization)
        => [.. (await cluster.Grains.Lists().Events(LogId.Of(organization), 0, 100))
            .Where(logged => logged.Event.Type is "organization.suspended" or "organization.reactivated")
            .Select(logged => logged.Event.RequestId)];

    private sealed record Noting(string Name, List<(string, string?)> Delivered) : Message
    {
        public override string Receiver => "one receiver";

        public override async Task<Error?> Deliver(IGrainFactory grains)
        {
            await Task.Yield();
            Delivered.Add((Name, Requests.Current));
            return null;
        }
    }
}
