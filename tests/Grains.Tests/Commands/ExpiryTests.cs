using System.Collections.Concurrent;

namespace Tenantry.Grains.Tests;

public sealed class ExpiryTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    [Fact]
    public async Task What_is_forgotten_in_time_tells_the_store_when_and_nothing_else_does()
    {
        var writes = new ConcurrentQueue<RecordWrite>();
        cluster.Store.BeforeWrite = writes.Enqueue;
        var answer = await cluster.Grains.Request("public", "POST /v1/signups", Make.Unique()).Run(Make.SignUp());
        cluster.Store.BeforeWrite = null;

        Assert.Null(answer.Error);
        Assert.All(Of("request/"), write => Assert.Equal(write.Alarm, write.Expires));
        Assert.All(Of("request/"), write => Assert.NotNull(write.Expires));
        Assert.All(Of("organization/").Concat(Of("user/")).Concat(Of("claim/")), write => Assert.Null(write.Expires));
        Assert.NotEmpty(Of("organization/"));

        IEnumerable<RecordWrite> Of(string type) => writes.Where(write => write.Key.Partition.StartsWith(type, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_must_still_be_delivered_is_not_left_to_the_store_to_forget()
    {
        // The first write of a session with events holds their message; the next, when it has been delivered, does not.
        var writes = new ConcurrentQueue<RecordWrite>();
        cluster.Store.BeforeWrite = writes.Enqueue;
        var user = TypedId.From<UserId>(Guid.CreateVersion7()).Value;

        await cluster.Grains.Session(user, TypedId.From<SessionId>(Guid.CreateVersion7()))
            .Begin(new NewSession { Subject = new SessionSubject(ActorKind.User, user), ExpiresAt = DateTimeOffset.UtcNow.AddDays(1), Methods = ["pwd"] });

        await Eventually.True(() => Task.FromResult(writes.Any(write => write is { Expires: not null } && write.Key.Partition == $"session/{user}")));
        cluster.Store.BeforeWrite = null;
        var sessions = writes.Where(write => write.Key.Partition == $"session/{user}").ToList();
        Assert.All(sessions, write => Assert.Equal(
            GrainJson.Read<Record<SessionState>>(write.Body!.Value).Outbox.IsEmpty, write.Expires is not null));
    }
}
