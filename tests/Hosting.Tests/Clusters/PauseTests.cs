using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>A silo that stands still for longer than the others wait for it.</summary>
public sealed class PauseTests(SharedCluster shared)
{
    private const int Members = 6;

    private static readonly TimeSpan Taken = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_silo_that_was_paused_never_says_what_has_changed_meanwhile()
    {
        var cluster = await shared.Healthy();
        var (paused, others) = (cluster.Silos[0], cluster.Nodes.Skip(1).ToList());
        var scenes = new List<(Firm Firm, string Member, string Token)>();
        for (var i = 0; i < Members; i++)
        {
            // Signed up there, so that most of what they are lives there.
            var firm = await paused.Http.SignUp(Unique.Name());
            var (member, token) = await SplitRolesTests.AddMember(cluster, firm);
            (await paused.Http.Ask("PATCH", $"{firm.Path}/members/{member}", new { role = "manager" }, firm.Token)).Be(200);
            (await paused.Http.Ask("GET", $"{firm.Path}/invitations", token: token)).Be(200);
            scenes.Add((firm, member, token));
        }

        var admin = await others[0].Http.LogInOperator();
        paused.Pause();
        try
        {
            var watch = Stopwatch.StartNew();
            await using var balancer = new Balancer(others);
            foreach (var (i, (firm, member, _)) in scenes.Index())
            {
                await Eventually.Holds(
                    async () => (i % 2 == 0
                        ? await balancer.Ask("PATCH", $"{firm.Path}/members/{member}", new { role = "viewer" }, firm.Token)
                        : await balancer.Ask("POST", $"/v1/admin/organizations/{firm.Organization}/suspend", new { reason = "unpaid" }, admin)).Status == 200,
                    Taken, "the others take over");
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"The others had taken over after {watch.Elapsed.TotalSeconds:0.0} s.");
            // Asked while it stands still, and answered when it goes on.
            var asked = scenes.Select(scene => Asked(paused, scene.Firm, scene.Token)).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
            paused.Resume();
            var said = (await Task.WhenAll(asked)).ToList();
            while (paused.IsRunning && said.Count < 200)
                said.AddRange(await Task.WhenAll(scenes.Select(scene => Asked(paused, scene.Firm, scene.Token))));

            TestContext.Current.TestOutputHelper!.WriteLine($"Resumed, it said: {string.Join(", ", said.CountBy(status => status))}.");
            Assert.All(said, status => Assert.Contains(status, (int[])[0, 403, 503]));
            await Eventually.Holds(() => Task.FromResult(!paused.IsRunning), Taken, "the silo that was declared dead ends");
        }
        finally
        {
            if (paused.IsRunning)
                paused.Resume();
        }
    }

    [Fact]
    public async Task The_others_go_on_when_a_silo_is_killed()
    {
        var cluster = await shared.Healthy();
        var firms = new List<Firm>();
        foreach (var node in cluster.Nodes)
            firms.Add(await node.Http.SignUp(Unique.Name()));

        await cluster.Silos[2].Kill();
        var watch = Stopwatch.StartNew();
        await using var balancer = new Balancer([.. cluster.Nodes.Where(node => node.IsRunning)]);
        foreach (var firm in firms)
        {
            await Eventually.Holds(
                async () => (await balancer.Ask("PATCH", firm.Path, new { name = "Renamed" }, firm.Token)).Status == 200, Taken, "the others take over");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Everything could be changed again after {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    private static async Task<int> Asked(Node node, Firm firm, string token)
    {
        try
        {
            return (await node.Http.Ask("GET", $"{firm.Path}/invitations", token: token)).Status;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return 0;
        }
    }
}
