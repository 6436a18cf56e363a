using System.Diagnostics;
using Npgsql;
using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>A store that answers every question, and takes its time for each.</summary>
public sealed class SlowStoreTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    // A process that asks again and again whether it is a member is still told in time.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1.2);

    [Fact]
    public async Task Whoever_asks_hears_within_5_seconds_and_what_was_begun_is_done_once()
    {
        var database = new NpgsqlConnectionStringBuilder(await SharedPostgres.Database());
        await using var road = new SlowRoad(database.Port);
        database.Port = road.Port;
        await using var cluster = await new Cluster(Cluster.Postgres(database.ConnectionString)).Start(silos: 1, frontEnds: 1);
        var firms = new List<Firm>();
        foreach (var node in cluster.Nodes)
            firms.Add(await node.Http.SignUp(Unique.Name()));
        var newcomers = cluster.Nodes.Select(node => (Node: node, Name: Unique.Name())).ToList();

        road.Delay = Slow;
        var refused = 0;
        for (var round = 0; round < 3; round++)
        {
            foreach (var asked in await Task.WhenAll(newcomers.Zip(firms).SelectMany(pair => Ask(pair.First.Node, pair.First.Name, pair.Second))))
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{asked.Reply.Status} after {asked.Took.TotalSeconds:0.0} s");
                Assert.InRange(asked.Took, TimeSpan.Zero, Limit);
                Assert.True(asked.Reply.Status is 200 or 201 or 409 or 503, $"{asked.Reply.Status} {asked.Reply.Json}");
                Assert.True(asked.Reply.Status != 503 || asked.Reply.RetryAfter is not null);
                refused += asked.Reply.Status == 503 ? 1 : 0;
            }
        }

        Assert.NotEqual(0, refused);
        Assert.All(cluster.Nodes, node => Assert.True(node.IsRunning, node.Said));

        road.Delay = TimeSpan.Zero;
        foreach (var (node, name) in newcomers)
        {
            Reply? made = null;
            await Eventually.Holds(async () => (made = await SignUp(node, name)).Status == 201, Recovery, "the newcomer is signed up");
            Assert.Equal(made!.At("organization.id"), (await SignUp(node, name)).Be(201).At("organization.id"));
            (await node.Http.Ask("GET", $"/v1/organizations/{made.At("organization.id")}", token: await node.Http.LogIn($"{name}@firms.example"))).Be(200);
        }
    }

    private static IEnumerable<Task<(Reply Reply, TimeSpan Took)>> Ask(Node node, string name, Firm firm) =>
    [
        Timed(SignUp(node, name)),
        Timed(node.Http.Ask("PATCH", firm.Path, new { name = Unique.Name() }, firm.Token)),
        Timed(node.Http.Ask("GET", $"{firm.Path}/members", token: firm.Token)),
    ];

    private static Task<Reply> SignUp(Node node, string name) => node.Http.Ask(
        "POST", "/v1/signups", new { organization = new { name }, user = new { email = $"{name}@firms.example", password = Calls.Password } }, key: name);

    private static async Task<(Reply Reply, TimeSpan Took)> Timed(Task<Reply> asking)
    {
        var watch = Stopwatch.StartNew();
        var reply = await asking;
        return (reply, watch.Elapsed);
    }
}
