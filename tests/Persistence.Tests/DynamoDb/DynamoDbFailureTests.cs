using System.Diagnostics;
using System.Text;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbFailureTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private TroubledDynamoDb _proxy = null!;
    private DynamoDbRecordStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var table = await DynamoDbTables.Fresh();
        _proxy = await TroubledDynamoDb.Before(table.ServiceUrl!);
        _store = await DynamoDbTables.Open(_proxy.Settings(table));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    public static TheoryData<object> Passing => [.. Enum.GetValues<Trouble>().Where(trouble => trouble != Trouble.None).Cast<object>()];

    [Theory, MemberData(nameof(Passing))]
    public async Task A_call_that_goes_wrong_is_repeated(object trouble)
    {
        var calls = (Trouble)trouble is Trouble.Silence or Trouble.SilenceAfter ? 1 : 3;
        var first = Insertion("a", "1");
        var second = Insertion("a", "2") with { Expected = first.WriteId };

        _proxy.Next(calls, (Trouble)trouble);
        Assert.Equal(new WriteOutcome(WriteStatus.Written, first.WriteId), await _store.Write(first, Stop));
        _proxy.Next(calls, (Trouble)trouble);
        Assert.Equal(new WriteOutcome(WriteStatus.Written, second.WriteId), await _store.Write(second, Stop));
        _proxy.Next(calls, (Trouble)trouble);
        var read = await _store.Read(first.Key, Stop);
        _proxy.Next(calls, (Trouble)trouble);
        var deleted = await _store.Write(first with { Expected = second.WriteId, WriteId = RecordWrite.NewWriteId(), Body = null }, Stop);

        Assert.Equal((second.WriteId, "2"), (read!.Etag, Encoding.UTF8.GetString(read.Body.Span)));
        Assert.Equal(new WriteOutcome(WriteStatus.Written), deleted);
        Assert.Null(await _store.Read(first.Key, Stop));
    }

    [Fact]
    public async Task A_conflict_after_a_lost_answer_is_of_unknown_outcome()
    {
        // The lost attempt may have been done, and what is found may have followed it.
        await _store.Write(Insertion("a", "1"), Stop);
        var second = Insertion("a", "2");

        _proxy.Next(2, Trouble.LostAnswer);
        await Unavailable(() => _store.Write(second, Stop));

        _proxy.Next(2, Trouble.TableThrottled);
        Assert.Equal(WriteStatus.Conflict, (await _store.Write(second, Stop)).Status);
    }

    [Fact]
    public async Task Simultaneous_updates_through_a_bad_network_lose_nothing()
    {
        var first = Insertion("shared", "0");
        await _store.Write(first, Stop);
        Trouble[] troubles = [Trouble.HangUp, Trouble.LostAnswer, Trouble.Broken, Trouble.TableThrottled, Trouble.Away];
        _proxy.Plan = (call, _) => call % 3 == 0 ? troubles[call / 3 % troubles.Length] : Trouble.None;

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountUp(first.Key, 25), Stop)));

        _proxy.Plan = (_, _) => Trouble.None;
        var value = int.Parse((await _store.Read(first.Key, Stop))!.Body.Span, null);
        Assert.InRange(value, counts.Sum(count => count.Done), counts.Sum(count => count.Done + count.Unknown));
    }

    [Theory]
    [InlineData(Trouble.Silence)]
    [InlineData(Trouble.Broken)]
    [InlineData(Trouble.HangUp)]
    internal async Task A_store_that_does_not_answer_is_unavailable_in_time_then_at_once_and_comes_back(Trouble trouble)
    {
        await _store.Write(Insertion("a", "1"), Stop);
        _proxy.Plan = (_, _) => trouble;

        var began = Stopwatch.GetTimestamp();
        Func<Task>[] calls =
        [
            () => _store.Write(Insertion("b", "1"), Stop), () => _store.Read(new RecordKey("a", ""), Stop),
            () => _store.ReadPartition("a", null, 10, cancellation: Stop),
            () => _store.FindDueAlarms(new AlarmShard(0, 4), DateTimeOffset.UnixEpoch, null, 10, Stop),
        ];
        await Task.WhenAll(calls.Select(Unavailable));
        Assert.True(Stopwatch.GetElapsedTime(began) < Limit);

        // Nobody is asked but by probes.
        began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
            await Task.WhenAll(calls.Select(Unavailable));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1));

        _proxy.Plan = (_, _) => Trouble.None;
        await Recovers();
    }

    [Fact]
    public async Task Throttling_without_end_is_unavailable_in_time_and_stops_nobody_else()
    {
        await _store.Write(Insertion("a", "1"), Stop);
        _proxy.Plan = (_, operation) => operation == "PutItem" ? Trouble.TableThrottled : Trouble.None;

        var began = Stopwatch.GetTimestamp();
        await Unavailable(() => _store.Write(Insertion("b", "1"), Stop));
        Assert.True(Stopwatch.GetElapsedTime(began) < Limit);

        Assert.NotNull(await _store.Read(new RecordKey("a", ""), Stop));
        _proxy.Plan = (_, _) => Trouble.None;
        Assert.Equal(WriteStatus.Written, (await _store.Write(Insertion("b", "1"), Stop)).Status);
    }

    [Fact]
    public async Task Many_writes_of_one_call_outlive_throttling()
    {
        _proxy.Plan = (call, _) => call % 2 == 0 ? Trouble.TableThrottled : Trouble.None;

        var outcomes = await _store.Write([.. Enumerable.Range(0, 100).Select(i => Insertion($"{i}", "1"))], Stop);

        Assert.All(outcomes, outcome => Assert.Equal(WriteStatus.Written, outcome.Status));
    }

    [Fact]
    public async Task A_call_that_is_withdrawn_ends_at_once()
    {
        _proxy.Plan = (_, _) => Trouble.Silence;
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var read = _store.Read(new RecordKey("a", ""), impatience.Token);
        var began = Stopwatch.GetTimestamp();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1));
    }

    private static Task Unavailable(Func<Task> call) => Assert.ThrowsAsync<StoreUnavailableException>(call);

    private static RecordWrite Insertion(string partition, string body) => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private async Task Recovers()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Assert.NotNull(await _store.Read(new RecordKey("a", ""), Stop));
                return;
            }
            catch (StoreUnavailableException)
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < Limit);
                await Task.Delay(TimeSpan.FromMilliseconds(20), Stop);
            }
        }
    }

    private async Task<(int Done, int Unknown)> CountUp(RecordKey key, int times)
    {
        var (done, unknown) = (0, 0);
        while (done + unknown < times)
        {
            var record = await _store.Read(key, Stop);
            var next = int.Parse(record!.Body.Span, null) + 1;
            try
            {
                var outcome = await _store.Write(Insertion(key.Partition, $"{next}") with { Expected = record.Etag }, Stop);
                done += outcome.Status == WriteStatus.Written ? 1 : 0;
            }
            catch (StoreUnavailableException)
            {
                unknown++;
            }
        }

        return (done, unknown);
    }
}
