namespace Tenantry.Grains.Tests;

public sealed class ThrottleTests
{
    [Fact]
    public async Task After_five_failures_each_one_doubles_the_wait_until_one_succeeds()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "ada@example.com");

        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.Attempt());
        foreach (var seconds in (int[])[1, 2, 4, 8])
        {
            var wait = await throttle.Attempt();
            Assert.InRange(wait!.Value.TotalSeconds, 0.01, seconds);
            twins.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Null(await throttle.Attempt());
        }

        await throttle.Succeeded();
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.Attempt());
    }

    [Fact]
    public async Task Parallel_guesses_are_not_free()
    {
        await using var twins = await TwinClusters.Start();
        var throttle = twins[0].Throttle("login", "grace@example.com");

        var waits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => throttle.Attempt()));

        Assert.Equal(5, waits.Count(wait => wait is null));
    }
}
