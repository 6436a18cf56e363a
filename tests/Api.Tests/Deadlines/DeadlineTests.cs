using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tenantry.Api.Tests;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Late = Deadline.Limit + TimeSpan.FromSeconds(1.5);

    private static Task Never => new TaskCompletionSource().Task;

    [Fact]
    public async Task All_that_a_request_waits_for_has_one_deadline()
    {
        var watch = Stopwatch.StartNew();
        await Within(async () =>
        {
            await Deadline.Keep(Task.Delay(Deadline.Limit / 2));
            await Assert.ThrowsAsync<TimeoutException>(() => Deadline.Keep(Never));
            await Assert.ThrowsAsync<TimeoutException>(() => Deadline.Keep(Never));
            await Deadline.Keep(Task.CompletedTask);
        });

        Assert.InRange(watch.Elapsed, Deadline.Limit - TimeSpan.FromMilliseconds(50), Late);
    }

    [Fact]
    public async Task Neither_the_callers_time_nor_a_stream_nor_what_no_request_waits_for_comes_to_one()
        => await Task.WhenAll(
            Within(async () =>
            {
                Assert.Equal(7, await Deadline.NotCounting(Slowly(Late, 7)));
                await Deadline.Keep(Task.Delay(TimeSpan.FromSeconds(1)));
            }),
            Within(async () =>
            {
                Deadline.Lift();
                await Deadline.Keep(Task.Delay(Late));
            }),
            Deadline.Keep(Task.Delay(Late, TestContext.Current.CancellationToken)));

    private static Task Within(Func<Task> handler) => Deadline.Begin(new DefaultHttpContext(), _ => handler());

    private static async ValueTask<int> Slowly(TimeSpan time, int value)
    {
        await Task.Delay(time);
        return value;
    }
}
