namespace Tenantry.Grains.Tests;

public sealed class KnownEventsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_records_younger_than_the_event_need_to_be_known()
    {
        var known = new KnownEvents();
        known.AddOlder(new LogRecord { ArrivedAt = Noon, PreviousHash = EventChain.Root, Entries = [] });

        Assert.True(known.Covers(MadeAt(Noon.AddMinutes(2))));
        Assert.False(known.Covers(MadeAt(Noon.AddSeconds(30))));
        Assert.False(known.Covers(MadeAt(Noon.AddMinutes(-5))));
    }

    [Fact]
    public void Nothing_is_older_than_the_beginning()
    {
        var known = new KnownEvents();
        known.ReachedBeginning();

        Assert.True(known.Covers(MadeAt(Noon.AddYears(-10))));
    }

    [Fact]
    public void A_busy_log_always_knows_the_last_minutes()
    {
        var known = new KnownEvents();
        known.ReachedBeginning();
        for (var second = 0; second < 600; second++)
        {
            var at = Noon.AddSeconds(second);
            known.AddNewer(new LogRecord { ArrivedAt = at, PreviousHash = EventChain.Root, Entries = [Entry(at), Entry(at)] }, most: 10);
            Assert.True(known.Covers(MadeAt(at.AddSeconds(-30))));
        }

        Assert.False(known.Covers(MadeAt(Noon.AddMinutes(4))));
    }

    private static LogEntry Entry(DateTimeOffset at) => new()
    {
        Sequence = 1,
        Event = new TenantEvent { Id = MadeAt(at), Type = "test.happened", OccurredAt = at, CausedBy = Actor.System, Subject = "test" },
        ContentDigest = "",
        Hash = "",
    };

    private static EventId MadeAt(DateTimeOffset time) => TypedId.From<EventId>(Guid.CreateVersion7(time));
}
