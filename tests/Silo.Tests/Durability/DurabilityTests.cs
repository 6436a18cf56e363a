using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What was acknowledged is there and whole, and what was not is whole or absent, whatever happens to the process.</summary>
public sealed class DurabilityTests
{
    private const int Kills = 24;
    private const int FaultyLives = 6;

    // A mail whose attempt was cut short is tried again after a minute.
    private static readonly TimeSpan AlarmsRun = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan RetriesEnd = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killing_the_process_again_and_again_loses_nothing_and_leaves_nothing_half_made()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261122);
        var stream = new SignupStream("kill", random);

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var program = RunningProgram.Launch(folder.Path, Arguments(folder));
            // Every sixth dies at some moment of its start, while it may be picking up what its predecessor left.
            if (kill % 6 == 0)
            {
                await Task.Delay(random.Next(100, 1500), Cancellation);
                await program.Kill();
                continue;
            }

            await program.Ready();
            var running = stream.Run(program.Http, Cancellation);
            await Task.Delay(random.Next(20, 900), Cancellation);
            await program.Kill();
            await running;
        }

        await CheckEverything(folder, stream);
    }

    [Fact]
    public async Task A_store_that_fails_and_delays_writes_loses_nothing_and_leaves_nothing_half_made()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261123);
        var stream = new SignupStream("fault", random);
        await using (var first = await RunningProgram.StartIn(folder.Path, Arguments(folder)))
            await first.Stop();

        for (var life = 1; life <= FaultyLives; life++)
        {
            await using var program = await RunningProgram.StartIn(folder.Path,
            [
                .. Arguments(folder), $"--Tenantry:Faults:Seed={life}", "--Tenantry:Faults:FailEvery=15",
                "--Tenantry:Faults:DelayEvery=11", "--Tenantry:Faults:Delay=00:00:00.050", "--Logging:LogLevel:Default=Error",
            ]);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var running = stream.Run(program.Http, stop.Token);
            await Task.Delay(2500, Cancellation);
            if (life % 2 == 0)
            {
                await program.Kill();
                await running;
            }
            else
            {
                await stop.CancelAsync();
                await running;
                await program.Stop();
            }
        }

        await CheckEverything(folder, stream);
    }

    private static string[] Arguments(TemporaryFolder folder)
        => [$"--Tenantry:Data={folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords];

    private static async Task CheckEverything(TemporaryFolder folder, SignupStream stream)
    {
        var database = folder.At("data/tenantry.db");
        var acknowledged = stream.Attempts.Where(attempt => attempt.Tenant is not null).ToList();
        Assert.True(acknowledged.Count > 20, $"Only {acknowledged.Count} sign-ups were acknowledged.");

        // Nobody asks for anything now: what was left half-way is finished by its alarms alone.
        await using (var program = await RunningProgram.StartIn(folder.Path, Arguments(folder)))
        {
            await Finished(database);
            await program.Stop();
        }

        var existing = Wholeness.Check(StoredRecords.Read(database));
        Assert.All(acknowledged, attempt => Assert.Contains(IdOf(attempt), existing));

        await using (var program = await RunningProgram.StartIn(folder.Path, Arguments(folder)))
        {
            await stream.Finish(program.Http, RetriesEnd);
            CheckRivals(stream);
            await Parallel.ForEachAsync(
                stream.Attempts.Where(attempt => attempt.Tenant is not null), Cancellation, async (attempt, _) => await CheckTenant(program.Http, attempt));
            // Signing in is told of in the log of each.
            await Finished(database);
            await program.Stop();
        }

        var all = Wholeness.Check(StoredRecords.Read(database));
        Assert.Equal(stream.Attempts.Where(attempt => attempt.Tenant is not null).Select(IdOf).Order(), all.Order());
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{stream.Attempts.Count} customers, {acknowledged.Count} acknowledged in the stream, {existing.Count} organizations after it, {all.Count} in the end.");
    }

    private static Task Finished(string database)
        => Eventually.Holds(() => Task.FromResult(!StoredRecords.Read(database).Unfinished().Any()), AlarmsRun, "all alarms have run");

    // Of those who wanted one name, exactly one has it.
    private static void CheckRivals(SignupStream stream)
    {
        var losers = stream.Attempts.Where(attempt => attempt.Refusal is not null).ToList();
        Assert.All(losers, loser => Assert.Single(stream.Attempts, winner
            => winner.Tenant is not null && (winner.Email == loser.Email || (loser.Slug is not null && winner.Slug == loser.Slug))));
        Assert.All(losers, loser => Assert.Contains(loser.Refusal, (string[])["email_taken", "slug_taken"]));
        Assert.All(stream.Attempts.Where(attempt => attempt.Tenant is not null).GroupBy(attempt => attempt.Email), same => Assert.Single(same));
        Assert.All(stream.Attempts.Where(attempt => attempt is { Tenant: not null, Slug: not null }).GroupBy(attempt => attempt.Slug), same => Assert.Single(same));
    }

    private static async Task CheckTenant(HttpClient http, Attempt attempt)
    {
        var id = IdOf(attempt);
        var token = await http.LogIn(attempt.Email);

        var me = await http.Get("/v1/me", token);
        var membership = Assert.Single(me.GetProperty("organizations").EnumerateArray());
        Assert.Equal(id, membership.GetProperty("id").GetString());
        Assert.Equal("admin", membership.GetProperty("role").GetString());

        var organization = await http.Get($"/v1/organizations/{id}", token);
        Assert.Equal($"Firm {attempt.Key}", organization.GetProperty("name").GetString());

        var projects = await http.Get($"/v1/organizations/{id}/projects", token);
        var project = Assert.Single(projects.GetProperty("data").EnumerateArray());
        var environments = project.GetProperty("environments").EnumerateArray().ToList();
        Assert.Equal(["production", "development"], environments.Select(environment => environment.GetProperty("name").GetString()));
        Assert.All(environments, environment => Assert.StartsWith("pk_", environment.GetProperty("key").GetString(), StringComparison.Ordinal));
        Assert.Equal(
            Keys(attempt.Tenant!.Value.GetProperty("project")), Keys(project));
    }

    private static IEnumerable<string?> Keys(JsonElement project)
        => project.GetProperty("environments").EnumerateArray().Select(environment => environment.GetProperty("key").GetString());

    private static string IdOf(Attempt attempt) => attempt.Tenant!.Value.GetProperty("organization").GetProperty("id").GetString()!;
}
