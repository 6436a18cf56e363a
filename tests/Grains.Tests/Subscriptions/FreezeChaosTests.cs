namespace Tenantry.Grains.Tests;

/// <summary>Plans, projects and members change while every grain is active twice and the store goes wrong.</summary>
public sealed class FreezeChaosTests
{
    private const int Disturbances = 20;

    private static readonly string[] Plans = ["basic", "standard", "premium"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_the_end_exactly_the_newest_beyond_the_limit_are_frozen(int seed)
    {
        await using var twins = await TwinClusters.Start();
        var subscriber = await Subscriber.On(twins[0], "standard");
        await subscriber.AddProjects(6);
        var members = await subscriber.AddMembers(4);
        await subscriber.SetOverrides(Subscriber.Limit(Meters.Users, 3));

        twins.Store.Begin(seed);
        // Few at a time: whatever waits behind a failed write fails with it, and little would be left to look at.
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => DisturbAgain(twins[i % 2], subscriber.Id, members, new Random((seed * 1_000) + i))));
        await twins.Settle();
        Assert.InRange(done.Sum(), 5, 4 * Disturbances);

        var organization = GrainJson.Read<Record<OrganizationState>>(
            (await twins.Store.Read(new RecordKey($"organization/{subscriber.Id}", ""), TestContext.Current.CancellationToken))!.Body).State;
        var projects = await twins.Store.ReadPartition($"project/{subscriber.Id}", null, 1_000, cancellation: TestContext.Current.CancellationToken);
        var people = await twins.Store.ReadPartition($"membership/{subscriber.Id}", null, 1_000, cancellation: TestContext.Current.CancellationToken);
        var makings = projects.Select(record => GrainJson.Read<Record<ProjectState>>(record.Body).State.Ordinal).ToArray();
        var joinings = people.Select(record => GrainJson.Read<Record<MembershipState>>(record.Body).State)
            .Where(member => member.Roles is { Role: not Role.Admin }).Select(member => member.Ordinal).ToArray();

        Assert.Equal(makings.Length, makings.Distinct().Count());
        Assert.Equal(organization.UsedOf(Meters.Projects), makings.Length);
        Assert.Equal(organization.UsedOf(Meters.Users), joinings.Length + organization.Admins.Length);
        Assert.Equal(
            FreezeReckoning.Line(makings, 0, organization.LimitOf(Meters.Projects)!.Value), organization.FrozenOf(Meters.Projects));
        Assert.Equal(
            FreezeReckoning.Line(joinings, organization.Admins.Length, organization.LimitOf(Meters.Users)!.Value), organization.FrozenOf(Meters.Users));
        Assert.Equal(organization.Thaw().Freeze.Keys, organization.Freeze.Keys);
    }

    private static async Task<int> DisturbAgain(IGrainFactory grains, OrganizationId id, List<string> members, Random random)
    {
        var succeeded = 0;
        for (var i = 0; i < Disturbances; i++)
            succeeded += await Disturb(grains, id, members, random) ? 1 : 0;
        return succeeded;
    }

    private static async Task<bool> Disturb(IGrainFactory grains, OrganizationId id, List<string> members, Random random)
    {
        Command command = random.Next(4) switch
        {
            0 => new CreateProject { Organization = id, Name = "More", Actor = Actor.System },
            1 => new EndMembership { Organization = id, User = UserId.Wrap(members[random.Next(members.Count)]), Actor = Actor.System },
            2 => new ChangeMember
            {
                Organization = id,
                User = UserId.Wrap(members[random.Next(members.Count)]),
                Role = random.Next(2) == 0 ? "admin" : "member",
                Actor = Actor.System,
            },
            _ => new ChangePlan { Organization = id, Plan = Plans[random.Next(Plans.Length)], When = ChangeTime.Now, Actor = Actor.System },
        };
        try
        {
            return (await grains.Commands().Run(command)).Error is null;
        }
        catch (Exception)
        {
            // Whatever became of it, what is stored must fit together in the end.
            return false;
        }
    }
}
