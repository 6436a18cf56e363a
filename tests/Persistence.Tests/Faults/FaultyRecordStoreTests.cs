using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Persistence.Tests;

public sealed class FaultyRecordStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_of_every_n_writes_fails_before_or_after_it_took_effect()
    {
        var calls = await Run(200, new FaultOptions { FailEvery = 5, Seed = 1 });

        Assert.All(calls.Chunk(5), five => Assert.Single(five, call => call.Failed));
        Assert.Contains(calls, call => call is { Failed: true, Stored: true });
        Assert.Contains(calls, call => call is { Failed: true, Stored: false });
        Assert.DoesNotContain(calls, call => call is { Failed: false, Stored: false });
        Assert.True(calls.Select((call, i) => (call.Failed, Place: i % 5)).Where(c => c.Failed).Distinct().Count() > 1);
    }

    [Fact]
    public async Task The_seed_decides_the_faults()
    {
        var first = await Run(100, new FaultOptions { FailEvery = 4, Seed = 7 });
        var same = await Run(100, new FaultOptions { FailEvery = 4, Seed = 7 });
        var other = await Run(100, new FaultOptions { FailEvery = 4, Seed = 8 });

        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task A_delayed_write_takes_its_time_and_succeeds()
    {
        var time = new StoppedTime();
        await using var services = Services(new FaultOptions { DelayEvery = 1, Delay = TimeSpan.FromMinutes(1) }, time);
        var store = services.GetRequiredService<IRecordStore>();

        var write = store.Write(Insertion("a"), Stop);
        var timer = await time.Started.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.False(write.IsCompleted);
        timer.Fire();

        Assert.Equal(WriteStatus.Written, (await write).Status);
    }

    [Fact]
    public async Task Without_faults_every_write_succeeds()
        => Assert.All(await Run(50, new FaultOptions()), call => Assert.Equal(new Call(Failed: false, Stored: true), call));

    [Fact]
    public void Faults_need_a_store()
        => Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddRecordStoreFaults(new FaultOptions()));

    [Fact]
    public async Task The_store_is_closed_with_the_services()
    {
        var services = Services(new FaultOptions { FailEvery = 2 }, TimeProvider.System);
        var store = services.GetRequiredService<IRecordStore>();
        Assert.IsType<FaultyRecordStore>(store);

        await services.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Read(new RecordKey("a", ""), Stop));
    }

    private static RecordWrite Insertion(string partition) => new()
    {
        Key = new RecordKey(partition, ""),
        WriteId = RecordWrite.NewWriteId(),
        Body = "{}"u8.ToArray(),
    };

    private ServiceProvider Services(FaultOptions faults, TimeProvider time) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(time)
        .AddSqliteRecordStore(_folder.File($"{Guid.NewGuid():N}.db"))
        .AddRecordStoreFaults(faults)
        .BuildServiceProvider();

    private async Task<Call[]> Run(int calls, FaultOptions faults)
    {
        await using var services = Services(faults, TimeProvider.System);
        var store = services.GetRequiredService<IRecordStore>();
        var results = new Call[calls];
        for (var i = 0; i < calls; i++)
        {
            var failure = await Record.ExceptionAsync(() => store.Write(Insertion($"{i}"), Stop));
            Assert.True(failure is null or StoreUnavailableException);
            results[i] = new Call(failure is not null, await store.Read(new RecordKey($"{i}", ""), Stop) is not null);
        }

        return results;
    }

    private sealed record Call(bool Failed, bool Stored);

    /// <summary>Timers start, and fire when they are told to.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        private readonly TaskCompletionSource<StoppedTimer> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<StoppedTimer> Started => _started.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new StoppedTimer(callback, state);
            _started.TrySetResult(timer);
            return timer;
        }
    }

    private sealed class StoppedTimer(TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
