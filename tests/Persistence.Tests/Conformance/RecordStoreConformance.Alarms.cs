namespace Tenantry.Persistence.Tests;

public abstract partial class RecordStoreConformance
{
    [Fact]
    public async Task Alarms_are_due_from_their_moment_on()
    {
        await Done(Insertion("past", alarm: Now.AddMilliseconds(-1)));
        await Done(Insertion("now", alarm: Now));
        await Done(Insertion("future", alarm: Now.AddMilliseconds(1)));
        await Done(Insertion("never"));

        Assert.Equal([("past", Now.AddMilliseconds(-1)), ("now", Now)], await Due(Now));
    }

    [Fact]
    public async Task An_alarm_between_two_milliseconds_is_never_early()
    {
        await Done(Insertion("a", alarm: Now.AddTicks(1)));

        Assert.Equal(Now.AddMilliseconds(1), (await Store.Read(Key("a"), Stop))!.Alarm);
        Assert.Empty(await Due(Now));
        Assert.Equal([("a", Now.AddMilliseconds(1))], await Due(Now.AddMilliseconds(1)));
    }

    [Fact]
    public async Task An_alarm_is_a_moment_whatever_its_offset()
    {
        await Done(Insertion("a", alarm: Now.ToOffset(TimeSpan.FromHours(5))));

        Assert.Equal(TimeSpan.Zero, (await Store.Read(Key("a"), Stop))!.Alarm!.Value.Offset);
        Assert.Equal([("a", Now)], await Due(Now));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-07-20T20:17:40Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public async Task The_earliest_and_the_latest_alarms_are_kept(string moment)
    {
        var alarm = DateTimeOffset.Parse(moment, null);
        await Done(Insertion("a", alarm: alarm));

        var kept = (await Store.Read(Key("a"), Stop))!.Alarm!.Value;

        Assert.True((kept - alarm).Duration() < TimeSpan.FromMilliseconds(1));
        Assert.Equal([("a", kept)], await Due(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task A_found_alarm_stays_due_until_its_record_is_written()
    {
        await Done(Insertion("a", alarm: Now));

        Assert.Equal([("a", Now)], await Due(Now));
        Assert.Equal([("a", Now)], await Due(Now));
    }

    [Fact]
    public async Task An_alarm_is_set_anew_by_the_next_write()
    {
        var etag = await Done(Insertion("a", alarm: Now));
        var later = Now.AddHours(1);

        await Done(Update("a", etag, alarm: later));

        Assert.Empty(await Due(Now));
        Assert.Equal([("a", later)], await Due(later));
    }

    [Fact]
    public async Task An_alarm_is_cleared_by_a_write_without_one_and_by_deletion()
    {
        var cleared = await Done(Insertion("cleared", alarm: Now));
        var deleted = await Done(Insertion("deleted", alarm: Now));

        await Done(Update("cleared", cleared));
        await Done(Deletion("deleted", deleted));

        Assert.Empty(await Due(Now));
    }

    [Fact]
    public async Task A_conflicting_write_leaves_the_alarm_alone()
    {
        await Done(Insertion("a", alarm: Now));

        await Store.Write(Update("a", RecordWrite.NewWriteId(), alarm: Now.AddHours(1)), Stop);

        Assert.Equal([("a", Now)], await Due(Now));
    }

    [Fact]
    public async Task Due_alarms_come_page_by_page_the_earliest_first()
    {
        // Many at the same moment, so that pages end between equals.
        var alarms = Enumerable.Range(0, 60).ToDictionary(i => $"{i}", i => Now.AddSeconds(-(i / 20)));
        await Store.Write([.. alarms.Select(alarm => Insertion(alarm.Key, alarm: alarm.Value))], Stop);

        foreach (var size in new[] { 7, 20, 1000 })
        {
            var due = await Due(Now, size: size);

            Assert.Equal(alarms.OrderBy(alarm => alarm.Value).Select(alarm => alarm.Value), due.Select(alarm => alarm.At));
            Assert.Equal(alarms.Keys.Order(), due.Select(alarm => alarm.Key).Order());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(256)]
    public async Task Each_alarm_belongs_to_one_shard(int count)
    {
        var keys = Enumerable.Range(0, 300).Select(i => $"{i}").ToArray();
        await Store.Write([.. keys.Select(key => Insertion(key, alarm: Now))], Stop);

        var shards = new List<string[]>();
        for (var i = 0; i < count; i++)
            shards.Add([.. (await Due(Now, new AlarmShard(i, count))).Select(alarm => alarm.Key)]);

        Assert.Equal(keys.Order(), shards.SelectMany(shard => shard).Order());
        Assert.True(shards.Max(shard => shard.Length) <= Math.Max(8, 2 * keys.Length / count));
    }

    private async Task<(string Key, DateTimeOffset At)[]> Due(DateTimeOffset now, AlarmShard? shard = null, int size = 1000)
    {
        var due = new List<DueAlarm>();
        IReadOnlyList<DueAlarm> page;
        do
        {
            DueAlarm? after = due.Count == 0 ? null : due[^1];
            page = await Store.FindDueAlarms(shard ?? new AlarmShard(0, 1), now, after, size, Stop);
            Assert.True(page.Count <= size);
            due.AddRange(page);
        }
        while (page.Count > 0);
        return [.. due.Where(alarm => alarm.Key.Partition == _partition).Select(alarm => (alarm.Key.Key, alarm.Alarm))];
    }
}
