using System.Diagnostics;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Bench;

/// <summary>Those in a store that several processes use, seen through the store itself.</summary>
internal sealed class SharedOutboxes(IRecordStore store, TimeProvider time) : IOutboxes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // As for the embedded store: what is due later waits for something else.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    public async Task<TimeSpan> WaitEmpty()
    {
        var start = Stopwatch.GetTimestamp();
        while (await store.FindDueAlarms(new AlarmShard(0, 1), time.GetUtcNow() + Soon, null, 1) is [var due])
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException($"The outbox of {due.Key} does not get empty.");

            await Task.Delay(Pause);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
