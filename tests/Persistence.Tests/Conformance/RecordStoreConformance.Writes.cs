namespace Tenantry.Persistence.Tests;

public abstract partial class RecordStoreConformance
{
    [Fact]
    public async Task An_inserted_record_is_read_back()
    {
        var write = Insertion("a", """{"name":"Ängström \"∑\" 😀"}""", Now);

        var outcome = await Store.Write(write, Stop);

        var record = await Store.Read(write.Key, Stop);
        Assert.Equal(new WriteOutcome(WriteStatus.Written, write.WriteId), outcome);
        Assert.Equal((write.Key, write.WriteId, Now), (record!.Key, record.Etag, record.Alarm));
        Assert.Equal("""{"name":"Ängström \"∑\" 😀"}""", Text(record));
    }

    [Fact]
    public async Task A_missing_record_reads_as_null()
        => Assert.Null(await Store.Read(Key("missing"), Stop));

    [Fact]
    public async Task Inserting_over_a_record_is_a_conflict()
    {
        var etag = await Done(Insertion("a", "1"));

        var outcome = await Store.Write(Insertion("a", "2"), Stop);

        Assert.Equal(new WriteOutcome(WriteStatus.Conflict, etag), outcome);
        Assert.Equal("1", Text(await Store.Read(Key("a"), Stop)));
    }

    [Fact]
    public async Task An_update_replaces_body_etag_and_alarm()
    {
        var first = await Done(Insertion("a", "1", Now));

        var second = await Done(Update("a", first, "2"));

        var record = await Store.Read(Key("a"), Stop);
        Assert.Equal(("2", second, null), (Text(record), record!.Etag, record.Alarm));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Updating_an_older_state_is_a_conflict()
    {
        var first = await Done(Insertion("a", "1"));
        var second = await Done(Update("a", first, "2"));

        var outcome = await Store.Write(Update("a", first, "3"), Stop);

        Assert.Equal(new WriteOutcome(WriteStatus.Conflict, second), outcome);
        Assert.Equal("2", Text(await Store.Read(Key("a"), Stop)));
    }

    [Fact]
    public async Task Updating_a_missing_record_is_a_conflict()
    {
        var outcome = await Store.Write(Update("a", RecordWrite.NewWriteId()), Stop);

        Assert.Equal(new WriteOutcome(WriteStatus.Conflict), outcome);
        Assert.Null(await Store.Read(Key("a"), Stop));
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_can_be_inserted_again()
    {
        var etag = await Done(Insertion("a", "1"));

        Assert.Null(await Done(Deletion("a", etag)));
        Assert.Null(await Store.Read(Key("a"), Stop));

        await Done(Insertion("a", "2"));
        Assert.Equal("2", Text(await Store.Read(Key("a"), Stop)));
    }

    [Fact]
    public async Task Deleting_an_older_state_is_a_conflict()
    {
        var first = await Done(Insertion("a", "1"));
        var second = await Done(Update("a", first, "2"));

        Assert.Equal(new WriteOutcome(WriteStatus.Conflict, second), await Store.Write(Deletion("a", first), Stop));
        Assert.Equal(new WriteOutcome(WriteStatus.Conflict, second), await Store.Write(Deletion("a", null), Stop));
        Assert.Equal("2", Text(await Store.Read(Key("a"), Stop)));
    }

    [Fact]
    public async Task Deleting_a_missing_record_succeeds()
    {
        await Done(Deletion("a", RecordWrite.NewWriteId()));
        await Done(Deletion("a", null));
    }

    [Fact]
    public async Task A_write_repeated_with_its_own_id_succeeds_once()
    {
        var insertion = Insertion("a", "1");
        await Done(insertion);
        await Done(insertion);
        var update = Update("a", insertion.WriteId, "2");
        await Done(update);
        await Done(update);
        var deletion = Deletion("b", await Done(Insertion("b")));
        await Done(deletion);
        await Done(deletion);

        Assert.Equal(update.WriteId, (await Store.Read(Key("a"), Stop))!.Etag);
    }

    [Fact]
    public async Task A_write_repeated_after_another_has_followed_is_a_conflict()
    {
        var insertion = Insertion("a", "1");
        await Done(insertion);
        var etag = await Done(Update("a", insertion.WriteId, "2"));

        var outcome = await Store.Write(insertion, Stop);

        Assert.Equal(new WriteOutcome(WriteStatus.Conflict, etag), outcome);
        Assert.Equal("2", Text(await Store.Read(Key("a"), Stop)));
    }

    [Fact]
    public async Task A_record_that_conflicts_or_is_refused_fails_alone()
    {
        var etag = await Done(Insertion("taken"));

        var outcomes = await Store.Write(
            [
                Insertion("first"),
                Insertion("taken"),
                Insertion("large") with { Body = new byte[RecordLimits.MaxBodyBytes + 1] },
                Update("missing", RecordWrite.NewWriteId()),
                Insertion("last"),
            ],
            Stop);

        Assert.Equal(
            [WriteStatus.Written, WriteStatus.Conflict, WriteStatus.Refused, WriteStatus.Conflict, WriteStatus.Written],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal(etag, outcomes[1].Etag);
        Assert.NotNull(outcomes[2].Reason);
        Assert.Equal(["first", "last", "taken"], await Keys());
    }

    [Fact]
    public async Task No_writes_have_no_outcomes()
        => Assert.Empty(await Store.Write([], Stop));

    [Fact]
    public async Task The_largest_body_is_stored_whole()
    {
        var json = $"\"{new string('é', (RecordLimits.MaxBodyBytes / 2) - 1)}\"";

        await Done(Insertion("large", json));

        Assert.Equal(json, Text(await Store.Read(Key("large"), Stop)));
        Assert.Equal(json, Text(Assert.Single(await Store.ReadPartition(_partition, null, 10, cancellation: Stop))));
    }

    [Fact]
    public async Task An_empty_body_is_stored()
    {
        await Done(Insertion("empty", ""));

        Assert.Equal("", Text(await Store.Read(Key("empty"), Stop)));
    }

    [Fact]
    public async Task The_longest_keys_are_stored_and_longer_ones_refused()
    {
        var partition = _partition.PadRight(RecordLimits.MaxPartitionBytes, 'p');
        var longest = Insertion("") with { Key = new RecordKey(partition, new string('é', RecordLimits.MaxKeyBytes / 2)) };

        await Done(longest);
        var outcomes = await Store.Write(
            [
                Insertion("") with { Key = new RecordKey(partition + "p", "") },
                Insertion(longest.Key.Key + "é"),
                Insertion("") with { Key = new RecordKey("", "key") },
                Insertion("half a pair: \ud83d"),
                Insertion("nul: \0"),
                Insertion("anonymous") with { WriteId = "" },
            ],
            Stop);

        Assert.NotNull(await Store.Read(longest.Key, Stop));
        Assert.All(outcomes, outcome => Assert.Equal(WriteStatus.Refused, outcome.Status));
        Assert.Empty(await Keys());
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Write([Insertion("a")], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Read(Key("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.ReadPartition(_partition, null, 1, cancellation: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.FindDueAlarms(new AlarmShard(0, 1), Now, null, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.Scan(cancelled).GetAsyncEnumerator(cancelled).MoveNextAsync());

        Assert.Empty(await Keys());
    }
}
