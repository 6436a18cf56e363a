namespace Tenantry.Grains.Tests;

public sealed class SessionTests(ClusterFixture cluster)
{
    private static readonly SessionSubject Subject = new(ActorKind.User, "usr_test");
    private static readonly DateTimeOffset Expiry = DateTimeOffset.UtcNow.AddDays(1);

    private readonly ISessionGrain _session = cluster.Grains.Session(TypedId.From<SessionId>(Guid.CreateVersion7()));

    [Fact]
    public async Task A_generation_is_exchanged_for_the_next()
    {
        await _session.Begin(Subject, Expiry);

        Assert.Equal(new SessionRotation(true, 2, Subject), await _session.Rotate(1, Expiry));
        Assert.Equal(new SessionRotation(true, 3, Subject), await _session.Rotate(2, Expiry));
    }

    [Fact]
    public async Task An_exchange_can_be_repeated_at_once_with_the_same_answer()
    {
        await _session.Begin(Subject, Expiry);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _session.Rotate(1, Expiry)));

        Assert.All(answers, answer => Assert.Equal(new SessionRotation(true, 2, Subject), answer));
    }

    [Fact]
    public async Task An_old_generation_ends_the_family()
    {
        await _session.Begin(Subject, Expiry);
        await _session.Rotate(1, Expiry);
        await _session.Rotate(2, Expiry);

        Assert.False((await _session.Rotate(1, Expiry)).Accepted);
        Assert.False((await _session.Rotate(3, Expiry)).Accepted);
    }

    [Fact]
    public async Task An_unknown_session_is_rejected() => Assert.False((await _session.Rotate(1, Expiry)).Accepted);
}
