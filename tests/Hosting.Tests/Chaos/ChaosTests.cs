using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>
/// The proof: three silos, two front ends, customers, and everything that can go wrong. Short here, as long as one likes by
/// <c>./chaos</c>.
/// </summary>
public sealed class ChaosTests
{
    public static TheoryData<string> Stores => [.. ChaosSettings.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Nothing_acknowledged_is_lost_whatever_goes_wrong(string on)
    {
        var settings = ChaosSettings.Read();
        await using var store = await ChaosStore.Start(on);
        await using var cut = await CutOff.Make();
        await using var inbox = await Inbox.Open(cut?.Outside ?? "127.0.0.1");
        await using var cluster = new Cluster(store.Settings("127.0.0.1", store.Port), store.Variables, "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Tenantry=Warning");
        var remote = AddNodes(cluster, store, cut);
        // The first makes what all need; together they would only wait for one another.
        cluster.Silos[0].Launch();
        await cluster.Silos[0].Ready();
        await cluster.Heal();

        var http = cluster.FrontEnds[0].Http;
        var @operator = await SignIn(http);
        (await http.Ask("POST", "/v1/admin/webhooks", new { url = inbox.Url }, @operator)).Be(201);
        await using var balancer = new Balancer([.. cluster.Nodes]);
        var customers = new Customers(balancer, settings.Seed);
        var faults = new Faults(cluster, store, cut, settings.Seed) { Remote = remote };
        var roles = await Watch(cluster, balancer);

        var watch = Stopwatch.StartNew();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (working, watching) = (customers.Run(stop.Token), roles.Run(stop.Token));
        // Customers or a watch that have failed end the run.
        var failing = Task.WhenAny(working, watching);
        await await Task.WhenAny(faults.Run(settings.Length), failing);
        var length = watch.Elapsed;
        await stop.CancelAsync();
        await Task.WhenAll(working, watching);
        await cluster.Heal();

        var after = new Aftermath(customers, inbox, http, await SignIn(http));
        watch.Restart();
        try
        {
            await after.CheckStore(store);
        }
        catch (Xunit.Sdk.XunitException)
        {
            foreach (var node in cluster.Nodes)
                TestContext.Current.TestOutputHelper!.WriteLine($"{node.Http.BaseAddress} said at last:\n{node.Said}");
            throw;
        }

        await after.CheckLogs();
        await after.CheckWebhooks();
        var settled = watch.Elapsed;
        Tell(settings, store, cut, length, settled, customers, balancer, faults, roles, after, inbox);
        Assert.Empty(roles.Lies);
        // What went wrong proves something only if something went on.
        Assert.True(customers.Firms.Count >= 10 && customers.Firms.Sum(firm => firm.Members.Count) >= 10, "The customers did nothing.");
        Assert.Contains(customers.Answers.Keys, answer => answer.EndsWith(" 402", StringComparison.Ordinal));
        Assert.True(roles is { Changes: >= 2, Asked: >= 10 }, "Roles were not looked at.");
        Assert.NotEmpty(faults.Done);
    }

    // A machine that is busy starting everything can take a silo for dead, and what was asked of it waits.
    private static async Task<string> SignIn(HttpClient http)
    {
        var token = default(string);
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    token = await http.LogInOperator();
                }
                catch (Exception exception) when (exception is Xunit.Sdk.XunitException or OperationCanceledException or HttpRequestException)
                {
                    return false;
                }

                return true;
            },
            TimeSpan.FromSeconds(60), "the operator can sign in");
        return token!;
    }

    private static Node? AddNodes(Cluster cluster, ChaosStore store, CutOff? cut)
    {
        var remote = default(Node);
        var outside = cut?.Outside ?? "127.0.0.1";
        cluster.AddSilo(outside);
        cluster.AddSilo(outside);
        if (cut is null)
            cluster.AddSilo(outside);
        else
            remote = cluster.AddSilo(cut.Inside, cut.Door, cut.Within, [.. store.Settings(cut.Outside, cut.Relay(store.Port)).Select(setting => $"--{setting.Name}={setting.Value}")]);
        cluster.AddFrontEnd();
        cluster.AddFrontEnd();
        return remote;
    }

    private static async Task<RoleWatch> Watch(Cluster cluster, Balancer balancer)
    {
        var firm = await cluster.FrontEnds[0].Http.SignUp("watched");
        var (member, token) = await SplitRolesTests.AddMember(cluster, firm);
        return new([.. cluster.Nodes], balancer, firm, member, token);
    }

    private static void Tell(
        ChaosSettings settings, ChaosStore store, CutOff? cut, TimeSpan length, TimeSpan settled, Customers customers, Balancer balancer, Faults faults,
        RoleWatch roles, Aftermath after, Inbox inbox)
    {
        string[] lines =
        [
            $"Seed {settings.Seed} on {store.Name}: {length.TotalSeconds:0} s, three silos, two front ends.{(cut is null ? " No silo was cut off: that needs root and network namespaces." : "")}",
            "", "| what happened | times | until all were ready again, longest |", "|---|---|---|",
            .. faults.Done.GroupBy(done => done.Kind).Select(kind => $"| {kind.Key} | {kind.Count()} | {kind.Max(done => done.Recovery).TotalSeconds:0.0} s |"),
            "", "| asked | answers |", "|---|---|",
            .. customers.Answers.GroupBy(answer => answer.Key.Split(' ')[0]).OrderBy(kind => kind.Key).Select(kind =>
                $"| {kind.Key} | {string.Join(", ", kind.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value} × {answer.Key.Split(' ')[1]}"))} |"),
            "",
            $"{customers.Firms.Count} sign-ups and {customers.Firms.Sum(firm => firm.Members.Count)} joins were acknowledged, {after.Organizations} organizations exist; {balancer.Repeated} requests were repeated.",
            $"The longest time in which nothing was acknowledged: {customers.LongestSilence.TotalSeconds:0.0} s. All settled after {settled.TotalSeconds:0} s.",
            $"{after.Events} events, all delivered by {inbox.Calls} calls; every log verifies. {roles.Changes} changes of a role, {roles.Asked} answers by it, {roles.Lies.Count} of them old.",
        ];
        foreach (var line in lines)
            TestContext.Current.TestOutputHelper!.WriteLine(line);
    }
}
