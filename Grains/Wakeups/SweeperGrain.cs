using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

[GrainType("sweeper")]
internal sealed partial class SweeperGrain(IRecordStore store, IGrainFactory grains, TimeProvider time, AlarmMeter meter, ILogger<SweeperGrain> log)
    : Grain, ISweeperGrain
{
    /// <summary>Into how many parts the alarms are divided, each swept by a grain of its own.</summary>
    public const int Shards = 4;

    private const int AtOnce = 200;

    // Every silo asks every second; once is enough for all.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(800);

    private long? _swept;

    public async Task Sweep()
    {
        if (_swept is { } last && time.GetElapsedTime(last) < Enough)
            return;
        var began = time.GetTimestamp();
        await SweepShard();
        _swept = began;
    }

    private async Task SweepShard()
    {
        var shard = new AlarmShard((int)this.GetPrimaryKeyLong(), Shards);
        var now = time.GetUtcNow();
        DueAlarm? after = null;
        while (true)
        {
            // Paged, because grains that cannot do what they are woken for stay due and would hide those behind them.
            var due = await store.FindDueAlarms(shard, now, after, AtOnce);
            await Task.WhenAll(due.Select(Wake));
            if (due.Count < AtOnce)
                return;
            after = due[^1];
        }
    }

    private async Task Wake(DueAlarm due)
    {
        meter.Woke(time.GetUtcNow() - due.Alarm);
        try
        {
            await grains.GetGrain<IWakeableGrain>(due.Key.ToGrainId()).Wake();
        }
        catch (Exception exception)
        {
            LogWakeFailed(log, exception, due.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waking {Record} failed; it will be tried again")]
    private static partial void LogWakeFailed(ILogger logger, Exception exception, RecordKey record);
}
