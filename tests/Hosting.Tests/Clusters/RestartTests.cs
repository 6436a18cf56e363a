using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>A new version is rolled out while customers work.</summary>
public sealed class RestartTests(SharedCluster shared)
{
    private const int Customers = 4;

    [Fact]
    public async Task Restarting_every_process_in_turn_loses_no_request_that_is_repeated_once()
    {
        var cluster = await shared.Healthy();
        await using var balancer = new Balancer([.. cluster.Nodes]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var failures = new ConcurrentQueue<string>();
        var counts = Enumerable.Range(0, Customers).Select(_ => Work(balancer, failures, stop.Token)).ToList();

        var watch = Stopwatch.StartNew();
        // A front end and a silo at a time, as two deployments do.
        foreach (var (silo, front) in cluster.Silos.Zip(cluster.FrontEnds.Append(null)))
            await Task.WhenAll(Restart(silo), front is null ? Task.CompletedTask : Restart(front));
        var took = watch.Elapsed;
        await stop.CancelAsync();
        var requests = (await Task.WhenAll(counts)).Sum();

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{requests} requests within {took.TotalSeconds:0} s of restarts, {balancer.Repeated} of them repeated once, {failures.Count} failed.");
        Assert.Empty(failures);
        Assert.True(requests > 50, $"Only {requests} requests.");
    }

    private static async Task Restart(Node node)
    {
        node.Terminate();
        await node.Ended();
        Assert.Equal(0, node.ExitCode);
        node.Launch();
        await node.Ready();
    }

    private static async Task<int> Work(Balancer balancer, ConcurrentQueue<string> failures, CancellationToken stop)
    {
        var requests = 0;
        async Task<Reply> Ask(int expected, string method, string path, object? body = null, string? token = null)
        {
            requests++;
            var reply = await balancer.Ask(method, path, body, token, method == "GET" ? null : Guid.NewGuid().ToString());
            if (reply.Status != expected)
                failures.Enqueue($"{method} {path}: {reply.Status} {reply.Json}");
            return reply;
        }

        while (!stop.IsCancellationRequested)
        {
            var name = Unique.Name();
            var made = await Ask(201, "POST", "/v1/signups", new { organization = new { name }, user = new { email = $"{name}@restart.example", password = Calls.Password } });
            if (made.Status != 201)
                continue;
            var token = await Token(balancer, $"{name}@restart.example");
            var path = $"/v1/organizations/{made.At("organization.id")}";
            for (var i = 0; i < 5; i++)
            {
                await Ask(200, "GET", path, token: token);
                await Ask(201, "POST", $"{path}/teams", new { name = $"Team {i}" }, token);
            }
        }

        return requests;
    }

    // A log-in is asked for again like anything else.
    private static async Task<string> Token(Balancer balancer, string email)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await balancer.Next().Http.LogIn(email);
            }
            catch (Exception) when (attempt < 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
