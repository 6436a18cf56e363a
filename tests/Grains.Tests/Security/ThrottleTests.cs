namespace Tenantry.Grains.Tests;

public sealed class ThrottleTests
{
    [Fact]
    public async Task After_five_failures_each_one_doubles_the_wait_until_one_succeeds()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "ada@example.com");

        await Fail(throttle, 5);
        foreach (var seconds in (int[])[1, 2, 4, 8])
        {
            var wait = await throttle.Attempt();
            Assert.InRange(wait!.Value.TotalSeconds, 0.01, seconds);
            twins.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await Fail(throttle, 1);
        }

        twins.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Null(await throttle.Attempt());
        await throttle.Succeeded();
        await Fail(throttle, 5);
    }

    [Fact]
    public async Task Parallel_guesses_are_not_free()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "grace@example.com");

        var waits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Guess()));

        Assert.Equal(5, waits.Count(wait => wait is null));

        async Task<TimeSpan?> Guess()
        {
            var wait = await throttle.Attempt();
            if (wait is null)
                await throttle.Failed();
            return wait;
        }
    }

    [Fact]
    public async Task Many_at_once_who_know_the_password_all_get_in()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "edsger@example.com");
        var (atOnce, most) = (0, 0);

        var waits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => LogIn()));

        Assert.All(waits, Assert.Null);
        Assert.InRange(most, 1, 5);

        async Task<TimeSpan?> LogIn()
        {
            var wait = await throttle.Attempt();
            InterlockedMax(Interlocked.Increment(ref atOnce));
            await Task.Yield();
            Interlocked.Decrement(ref atOnce);
            await throttle.Succeeded();
            return wait;
        }

        void InterlockedMax(int seen)
        {
            for (var known = most; seen > known; known = most)
                Interlocked.CompareExchange(ref most, seen, known);
        }
    }

    [Fact]
    public async Task An_attempt_that_is_never_reported_counts_as_failed()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "alan@example.com");
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.Attempt());

        twins.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.NotNull(await throttle.Attempt());
    }

    private static async Task Fail(IThrottleGrain throttle, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(await throttle.Attempt());
            await throttle.Failed();
        }
    }
}
