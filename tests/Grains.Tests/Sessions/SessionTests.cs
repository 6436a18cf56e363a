namespace Tenantry.Grains.Tests;

public sealed class SessionTests(ClusterFixture cluster)
{
    private static readonly SessionSubject Subject = new(ActorKind.User, TypedId.From<UserId>(Guid.CreateVersion7()).Value);
    private static readonly DateTimeOffset Expiry = DateTimeOffset.UtcNow.AddDays(1);
    private static readonly NewSession New = new() { Subject = Subject, ExpiresAt = Expiry, Methods = ["pwd"] };

    private readonly ISessionGrain _session = cluster.Grains.Session(Subject.Id, TypedId.From<SessionId>(Guid.CreateVersion7()));

    [Fact]
    public async Task A_generation_is_exchanged_for_the_next()
    {
        await _session.Begin(New);

        Assert.Equal(2, Next(await _session.Rotate(1, Expiry)));
        Assert.Equal(3, Next(await _session.Rotate(2, Expiry)));
    }

    [Fact]
    public async Task An_exchange_can_be_repeated_at_once_with_the_same_answer()
    {
        await _session.Begin(New);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _session.Rotate(1, Expiry)));

        Assert.All(answers, answer => Assert.Equal(2, Next(answer)));
    }

    [Fact]
    public async Task An_old_generation_ends_the_family()
    {
        await _session.Begin(New);
        await _session.Rotate(1, Expiry);
        await _session.Rotate(2, Expiry);

        Assert.False((await _session.Rotate(1, Expiry)).Accepted);
        Assert.False((await _session.Rotate(3, Expiry)).Accepted);
    }

    [Fact]
    public async Task An_unknown_session_is_rejected() => Assert.False((await _session.Rotate(1, Expiry)).Accepted);

    private static int Next(SessionRotation rotation)
    {
        Assert.True(rotation.Accepted);
        Assert.Equal(Subject, rotation.Subject);
        Assert.Equal(["pwd"], rotation.Methods);
        return rotation.Generation;
    }
}
