using System.Text.Json.Nodes;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>A pool that fails every third call and a program that is killed meanwhile: in the end both know the same tenants.</summary>
public sealed class PoolKillTests
{
    private const int Signups = 500;
    private const int Kills = 4;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(150);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killing_the_program_while_the_pool_fails_leaves_no_user_without_organization_and_no_organization_without_user()
    {
        await using var pool = await CognitoLocal.Start();
        await using var proxy = await FailingProxy.Start(pool.Address);
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            .. PoolProgram.Arguments(folder, pool.Settings(through: proxy.Address)), "--Logging:LogLevel:Default=Critical",
            "--Logging:LogLevel:Tenantry=Critical",
        ];
        var random = new Random(20261124);
        var customers = new Customers(Signups);

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var program = await RunningProgram.StartIn(folder.Path, arguments, CognitoLocal.Credentials);
            // The first lives take what they can; each has some time to tell the pool before it dies.
            var running = customers.Run(program.Http, atMost: Signups * kill / Kills, Cancellation);
            await Task.Delay(random.Next(300, 1500), Cancellation);
            await program.Kill();
            await running;
        }

        await using (var program = await RunningProgram.StartIn(folder.Path, arguments, CognitoLocal.Credentials))
        {
            await customers.Run(program.Http, Signups, Cancellation);
            Assert.Equal(Signups, customers.Answered.Count);
            await Eventually.Holds(() => Task.FromResult(!Unsettled(folder).Any()), Settling, "everything is told to the pool");
            await program.Stop();
        }

        await Check(pool, folder);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Signups} sign-ups, {Kills} kills, {proxy.Calls} calls to the pool, a third of them failed.");
    }

    private static IEnumerable<string> Unsettled(TemporaryFolder folder)
        => StoredRecords.Read(folder.At("data/tenantry.db")).Unfinished();

    private static async Task Check(CognitoLocal pool, TemporaryFolder folder)
    {
        var records = StoredRecords.Read(folder.At("data/tenantry.db"));
        var organizations = records.OfType("organization")
            .Where(record => record.State.TryGetProperty("existence", out var existence) && existence.GetString() == "Exists")
            .ToDictionary(record => record.Partition, record => record.State);
        Assert.Equal(Signups, organizations.Count);
        Assert.All(organizations.Values, organization => Assert.Equal("ready", organization.GetProperty("pool").GetProperty("progress").GetString()));
        // Told once, a password is kept nowhere.
        Assert.All(records.OfType("pool-user"), record => Assert.False(record.State.TryGetProperty("password", out _)));
        Assert.Empty(records.OfType("pool-fault"));

        var users = (await pool.AskPool("ListUsers"))["Users"]!.AsArray();
        Assert.Equal(Signups, users.Count);
        var homes = users.Select(user => (Email: CognitoLocal.EmailOf(user), Home: Attribute(user, "custom:tenantId"))).ToList();
        Assert.Equal(organizations.Keys.Order(), homes.Select(user => user.Home).Order());
        Assert.All(users, user => Assert.Equal(("CONFIRMED", "admin"), ((string?)user!["UserStatus"], Attribute(user, "custom:role"))));

        var groups = (await pool.AskPool("ListGroups"))["Groups"]!.AsArray().Select(group => (string)group!["GroupName"]!);
        Assert.Equal(organizations.Keys.Order(), groups.Order());
        foreach (var (email, home) in homes)
            Assert.Equal([email], await pool.MembersOf(home!));
    }

    private static string? Attribute(JsonNode? user, string name)
        => (string?)user!["Attributes"]!.AsArray().SingleOrDefault(one => (string)one!["Name"]! == name)?["Value"];

    /// <summary>Customers who sign up, each asking with the same key until there is an answer.</summary>
    private sealed class Customers(int count)
    {
        private const int Connections = 8;

        private readonly Queue<int> _open = new(Enumerable.Range(0, count));

        public HashSet<int> Answered { get; } = [];

        /// <summary>Until so many have an answer, or the program cannot be reached.</summary>
        public Task Run(HttpClient http, int atMost, CancellationToken stop)
            => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RunOne(http, atMost, stop)));

        private async Task RunOne(HttpClient http, int atMost, CancellationToken stop)
        {
            while (Next(atMost) is { } customer)
            {
                var answered = false;
                try
                {
                    using var answer = await http.SignUp(Tenant.Body($"Firm {customer}", $"c{customer}@pool.example"), $"pool-{customer}");
                    answered = answer.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    Done(customer, answered: false);
                    return;
                }

                Done(customer, answered);
                if (!answered)
                    await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
            }
        }

        private int? Next(int atMost)
        {
            lock (_open)
                return Answered.Count < atMost && _open.TryDequeue(out var customer) ? customer : null;
        }

        private void Done(int customer, bool answered)
        {
            lock (_open)
            {
                if (answered)
                    Answered.Add(customer);
                else
                    _open.Enqueue(customer);
            }
        }
    }
}
