namespace Tenantry.Grains.Tests;

/// <summary>There is always an operator who can administer the others.</summary>
public sealed class LastOperatorTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whoever_strikes_at_all_admins_at_once_from_both_silos_leaves_one()
    {
        var admins = await Admins(cluster.Grains, 12);

        var outcomes = await Task.WhenAll(
            from silo in cluster.Silos
            from admin in admins
            from command in Blows(admin)
            select silo.Commands().Run(command));

        var left = (await cluster.Grains.Lists().Operators(after: null, limit: 100)).Items.Where(one => admins.Contains(one.Id)).ToArray();
        var only = Assert.Single(left, one => one is { Role: OperatorRole.Admin, Disabled: false });
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.LastOperator or ErrorCode.OperatorNotFound }));
        Assert.Equal(OperatorRole.Admin, await cluster.Grains.Operator(only.Id).Admits(session: null, DateTimeOffset.UtcNow));
        foreach (var command in Blows(only.Id))
            Assert.Equal(ErrorCode.LastOperator, (await cluster.Grains.Commands().Run(command)).Error?.Code);
    }

    [Fact]
    public async Task Not_even_a_doubled_activation_on_a_failing_store_strikes_the_last_one()
    {
        await using var twins = await TwinClusters.Start();
        var admins = await Admins(twins[0], 6);
        twins.Store.Begin(seed: 7);

        await Task.WhenAll(
            from twin in (int[])[0, 1]
            from admin in admins
            from command in Blows(admin)
            select Strike(twins[twin], command));

        await twins.Settle();
        var left = (await twins[0].Lists().Operators(after: null, limit: 100)).Items;
        Assert.Contains(left, one => one is { Role: OperatorRole.Admin, Disabled: false });
    }

    [Fact]
    public void Before_there_is_an_admin_none_is_missed()
    {
        var first = TypedId.From<OperatorId>(Guid.CreateVersion7());
        var support = new StaffPlace("ada@example.com", OperatorRole.Support, Disabled: false);

        var staff = new StaffState().Give(first, support).Value!;

        Assert.True(staff.Give(first, place: null).Succeeded);
        Assert.Equal(first, staff.Find("ada@example.com"));
        Assert.Null(staff.Find("grace@example.com"));
    }

    private static Command[] Blows(OperatorId admin) =>
    [
        new DisableOperator { Operator = admin, Disabled = true, Actor = Actor.System },
        new ChangeOperator { Operator = admin, Role = "support", Actor = Actor.System },
        new RemoveOperator { Operator = admin, Actor = Actor.System },
    ];

    private static async Task<OperatorId[]> Admins(IGrainFactory grains, int count)
        => await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var outcome = await grains.Commands().Run(
                new AddOperator { Email = $"{Make.Unique()}@staff.example", Role = "admin", Password = Make.Password, Actor = Actor.System });
            Assert.Null(outcome.Error);
            return Assert.IsType<OperatorView>(outcome.Value).Id;
        }));

    private static async Task Strike(IGrainFactory grains, Command command)
    {
        try
        {
            await grains.Commands().Run(command).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or TimeoutException or OrleansException)
        {
            // What became of it is unknown, which the caller is told.
        }
    }
}
