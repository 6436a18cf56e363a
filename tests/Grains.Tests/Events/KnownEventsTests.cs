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

    private static EventId MadeAt(DateTimeOffset time) => TypedId.From<EventId>(Guid.CreateVersion7(time));
}
