using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>The store goes away and comes back.</summary>
public sealed class OutageTests(SharedCluster shared)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_store_everybody_says_so_within_5_seconds_and_goes_on_when_it_is_back(bool standsStill)
    {
        var cluster = await shared.Healthy();
        var firm = await cluster.FrontEnds[0].Http.SignUp(Unique.Name());

        if (standsStill)
            await shared.Postgres.Pause();
        else
            await shared.Postgres.Stop();
        try
        {
            foreach (var node in cluster.Nodes)
                await IsUnavailable(node, "PATCH", firm.Path, new { name = "Lost" }, firm.Token);
            // What is in memory may be said for as long as the lease holds, and no longer.
            await Task.Delay(Lease.Length, TestContext.Current.CancellationToken);
            foreach (var node in cluster.Nodes)
            {
                await IsUnavailable(node, "GET", firm.Path, null, firm.Token);
                Assert.Equal(503, await node.Status("/healthz/ready"));
                Assert.Equal(200, await node.Status("/healthz/live"));
            }
        }
        finally
        {
            if (standsStill)
                await shared.Postgres.Resume();
            else
                await shared.Postgres.Start();
        }

        var watch = Stopwatch.StartNew();
        foreach (var node in cluster.Nodes)
        {
            await Eventually.Holds(
                async () => (await node.Http.Ask("PATCH", firm.Path, new { name = "Found" }, firm.Token)).Status == 200, Recovery, "everybody goes on");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Everybody went on after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.All(cluster.Nodes, node => Assert.True(node.IsRunning));
    }

    private static async Task IsUnavailable(Node node, string method, string path, object? body, string token)
    {
        var watch = Stopwatch.StartNew();
        var reply = await node.Http.Ask(method, path, body, token);
        Assert.True(reply.Status == 503, $"{reply.Status} {reply.Json}\n{node.Said}");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
        Assert.NotNull(reply.RetryAfter);
    }
}
