using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class TeamFaultTests
{
    private const int Names = 6;
    private const int Steps = 60;

    [Fact]
    public async Task No_two_teams_ever_have_one_name_and_none_is_lost_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();

        await Gen.Int[0, int.MaxValue].SampleAsync(seed => Attack(twins, seed), iter: 5, threads: 1);
    }

    private static async Task Attack(TwinClusters twins, int seed)
    {
        var random = new Random(seed);
        var signup = await twins[0].Tenant();
        var organization = signup.Organization.Id;
        var teams = Enumerable.Range(0, 12).Select(_ => TypedId.From<TeamId>(Guid.CreateVersion7())).ToArray();
        twins.Store.Begin(seed);

        var steps = new List<Task>();
        for (var i = 0; i < Steps; i++)
        {
            var policy = twins[random.Next(2)].AccessPolicy(organization);
            var (team, name) = (teams[random.Next(teams.Length)], $"{(random.Next(2) == 0 ? "Team" : "TEAM")} {random.Next(Names)}");
            steps.Add(Try(random.Next(5) switch
            {
                0 => () => policy.UpdateTeam(team, new TeamChanges { Name = name }, null, Actor.System),
                1 => () => policy.DeleteTeam(team, Actor.User(signup.User.Id)),
                _ => () => policy.CreateTeam(new NewTeam { Id = team, Name = name }, Actor.System),
            }));
            if (random.Next(3) == 0)
                await Task.Delay(random.Next(10), TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(steps);
        await twins.Settle();

        var stored = await twins.Store.ReadPartition($"team/{organization}", null, 1000, cancellation: TestContext.Current.CancellationToken);
        var living = stored.Select(record => (Id: record.Key.Key, GrainJson.Read<Record<TeamState>>(record.Body).State))
            .Where(team => team.State.Exists()).ToList();
        var policyRecord = await twins.Store.Read(new RecordKey($"access-policy/{organization}", ""), TestContext.Current.CancellationToken);
        var known = policyRecord is null ? [] : GrainJson.Read<Record<AccessPolicyState>>(policyRecord.Body).State.Teams.Keys.Select(team => team.Value);
        Assert.Equal(known.Order(StringComparer.Ordinal), living.Select(team => team.Id).Order(StringComparer.Ordinal));
        Assert.Equal(living.Count, living.Select(team => team.State.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    // What a caller sees of a store that fails is an error, whatever it is; what counts is what is there afterwards.
    private static async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception)
        {
            // Told to the caller.
        }
    }
}
