using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace Tenantry.Persistence.Tests;

public sealed class RecordGrainStorageTests(DiaryCluster diaries) : IClassFixture<DiaryCluster>
{
    private static readonly DateTimeOffset Alarm = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly GrainId _id = GrainId.Create("diary", $"org_{Guid.NewGuid():N}/usr_1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RecordKey Key => RecordKey.Of(_id);

    private IDiaryGrain Diary => diaries.Grains.GetGrain<IDiaryGrain>(_id.Key.ToString()!);

    [Fact]
    public async Task State_outlives_its_activation()
    {
        await Diary.Add("one", null);
        await Diary.Add("two", null);

        await diaries.Cluster.DeactivateAsync(Diary);

        Assert.Equal(["one", "two"], await Diary.Lines());
    }

    [Fact]
    public async Task The_record_holds_the_state_and_its_alarm()
    {
        await Diary.Add("one", Alarm);
        var record = await diaries.Store.Read(Key, Stop);
        Assert.Equal(Alarm, record!.Alarm);
        Assert.Contains("""["one"]""", Encoding.UTF8.GetString(record.Body.Span), StringComparison.Ordinal);
        Assert.StartsWith("diary/org_", Key.Partition, StringComparison.Ordinal);
        Assert.Equal("usr_1", Key.Key);

        await Diary.Add("two", null);
        Assert.Null((await diaries.Store.Read(Key, Stop))!.Alarm);
    }

    [Fact]
    public async Task A_write_over_what_another_wrote_is_inconsistent_and_ends_the_activation()
    {
        await Diary.Add("one", null);
        var known = (await diaries.Store.Read(Key, Stop))!.Etag;
        var stored = await Write("""{"Lines":["other"]}""", known);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Diary.Add("two", null));

        Assert.Equal((stored, known), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(["other"], await Diary.Lines());
    }

    [Fact]
    public async Task Cleared_state_has_no_record_and_can_be_written_again()
    {
        await Diary.Add("one", Alarm);

        await Diary.Burn();
        Assert.Null(await diaries.Store.Read(Key, Stop));
        Assert.Empty(await Diary.Lines());

        await Diary.Add("two", null);
        Assert.Equal(["two"], await Diary.Lines());
    }

    [Fact]
    public async Task Clearing_state_that_another_wrote_is_inconsistent()
    {
        var state = await Read();
        await Write("{}", null);

        await Assert.ThrowsAsync<InconsistentStateException>(() => diaries.Storage.ClearStateAsync("diary", _id, state));

        Assert.NotNull(await diaries.Store.Read(Key, Stop));
    }

    [Fact]
    public async Task A_missing_record_reads_as_new_state()
    {
        var state = await Read();

        Assert.Equal((false, null), (state.RecordExists, state.ETag));
        Assert.Empty(state.State!.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task An_empty_record_reads_as_new_state_that_exists(string body)
    {
        var etag = await Write(body, null);

        var state = await Read();

        Assert.Equal((true, etag), (state.RecordExists, state.ETag));
        Assert.Empty(state.State!.Lines);
        await diaries.Storage.WriteStateAsync("diary", _id, state);
    }

    [Fact]
    public async Task Each_write_makes_an_etag_of_its_own()
    {
        var state = await Read();

        await diaries.Storage.WriteStateAsync("diary", _id, state);
        var first = state.ETag;
        await diaries.Storage.WriteStateAsync("diary", _id, state);

        Assert.NotEqual(first, state.ETag);
        Assert.True(state.RecordExists);
        Assert.Equal(state.ETag, (await diaries.Store.Read(Key, Stop))!.Etag);
    }

    [Fact]
    public async Task State_too_large_for_the_store_is_refused_and_changes_nothing()
    {
        var state = await Read();
        await diaries.Storage.WriteStateAsync("diary", _id, state);
        var etag = state.ETag;
        state.State = new Diary { Lines = [new string('x', RecordLimits.MaxBodyBytes)] };

        var refusal = await Assert.ThrowsAsync<RecordRefusedException>(
            () => diaries.Storage.WriteStateAsync("diary", _id, state));

        Assert.Contains(_id.ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.Equal(etag, state.ETag);
        Assert.Equal(etag, (await diaries.Store.Read(Key, Stop))!.Etag);
    }

    [Fact]
    public async Task What_a_grain_writes_while_its_silo_stops_is_stored()
    {
        await using var own = new DiaryCluster();
        await own.InitializeAsync();
        await own.Grains.GetGrain<IDiaryGrain>("org_1/usr_1").AddLate("goodbye");

        await own.Cluster.StopAllSilosAsync(Stop);
        await own.Cluster.DisposeAsync();

        Assert.False(File.Exists(own.Database + "-wal"));
        await using var store = new SqliteRecordStore(own.Database, NullLogger<SqliteRecordStore>.Instance);
        var record = await store.Read(new RecordKey("diary/org_1", "usr_1"), Stop);
        Assert.Contains("goodbye", Encoding.UTF8.GetString(record!.Body.Span), StringComparison.Ordinal);
    }

    private async Task<GrainState<Diary>> Read()
    {
        var state = new GrainState<Diary>();
        await diaries.Storage.ReadStateAsync("diary", _id, state);
        return state;
    }

    private async Task<string> Write(string body, string? expected)
    {
        var id = RecordWrite.NewWriteId();
        var outcome = await diaries.Store.Write(
            new RecordWrite { Key = Key, Expected = expected, WriteId = id, Body = Encoding.UTF8.GetBytes(body) }, Stop);
        Assert.Equal(WriteStatus.Written, outcome.Status);
        return id;
    }
}
