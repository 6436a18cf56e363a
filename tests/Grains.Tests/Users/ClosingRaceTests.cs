namespace Tenantry.Grains.Tests;

public sealed class ClosingRaceTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_two_last_admins_who_close_at_once_exactly_one_does()
    {
        for (var round = 0; round < 20; round++)
        {
            var (organization, first, second) = await Pair(Role.Admin);
            // The second one founded nothing else that would hold them.
            var silos = cluster.Silos.ToArray();

            var outcomes = await Task.WhenAll(silos[0].CloseAccount(first), silos[1].CloseAccount(second));

            var refused = Assert.Single(outcomes, outcome => outcome.Error is not null);
            Assert.Equal(ErrorCode.HandOverFirst, refused.Error!.Code);
            Assert.Equal(organization, Assert.Single(refused.Error.Organizations).Id);
            var remaining = outcomes[0].Error is null ? second : first;
            Assert.Equal([remaining], (await State(organization)).Admins);
            Assert.True((await Grains.User(remaining).Get()).Succeeded);
            Assert.False((await Grains.User(remaining == first ? second : first).Get()).Succeeded);
        }
    }

    [Fact]
    public async Task A_hand_over_and_a_closing_at_once_leave_an_admin_who_is_there()
    {
        for (var round = 0; round < 20; round++)
        {
            var (organization, first, second) = await Pair(Role.Member);

            var closing = Grains.CloseAccount(first);
            var handing = Grains.Commands().Run(new TransferAdmin { Organization = organization, From = first, To = second, StepDownTo = "member" });
            await Task.WhenAll(closing, handing);

            var closed = closing.Result.Error is null;
            Assert.True(closed || closing.Result.Error!.Code == ErrorCode.HandOverFirst, closing.Result.Error?.Code.ToString());
            foreach (var admin in (await State(organization)).Admins)
                Assert.True((await Grains.User(admin).Get()).Succeeded);
            Assert.Equal(closed, !(await Grains.User(first).Get()).Succeeded);
            Assert.Equal(closed ? 1 : 2, await Grains.Members(organization));
        }
    }

    [Fact]
    public async Task Both_parties_of_an_account_can_close_it_at_once_and_it_is_closed()
    {
        var (_, first, _) = await Pair(Role.Admin);

        var outcomes = await Task.WhenAll(cluster.Silos.SelectMany(silo => Enumerable.Range(0, 3).Select(_ => silo.CloseAccount(first))));

        Assert.Contains(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes, outcome => Assert.True(
            outcome.Error?.Code is null or ErrorCode.UserNotFound or ErrorCode.PasswordWrong or ErrorCode.TooManyAttempts, outcome.Error?.Code.ToString()));
        Assert.False((await Grains.User(first).Get()).Succeeded);
    }

    [Fact]
    public async Task A_closing_that_was_cut_short_goes_on()
    {
        await using var twins = await TwinClusters.Start();
        var founder = await twins[0].Tenant();
        var organization = await twins[0].OrganizationOf(seats: 5);
        var invited = await twins[0].Invited(organization);
        var user = ((JoinedView)(await twins[0].SignUp(invited.Token!)).Value!).Member.Id;
        twins.Store.Refuses = key => key.Partition == $"organization/{organization}";
        Assert.True((await twins[0].User(user).Close()).Succeeded);
        await twins.Kill(0);
        twins.Store.Refuses = null;

        twins.Clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.True(async () => !(await twins[1].User(user).Get()).Succeeded);
        await twins.Settle();

        Assert.Equal(1, await twins[1].Members(organization));
        Assert.Null(await twins[1].EmailClaim(invited.Email).Get());
        var stored = await twins.Store.Read(RecordKey.Of(twins[1].User(user).GetGrainId()), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(invited.Email, System.Text.Encoding.UTF8.GetString(stored!.Body.Span), StringComparison.Ordinal);
        Assert.True((await twins[1].User(founder.User.Id).Get()).Succeeded);
    }

    [Fact]
    public async Task Who_is_made_a_member_after_the_end_leaves_again()
    {
        var (_, first, _) = await Pair(Role.Admin);
        Assert.Null((await Grains.CloseAccount(first)).Error);
        var organization = await Grains.OrganizationOf(seats: 5);

        // As an organization would that had asked for the account before it ended.
        var newcomer = new Newcomer(first, "gone@example.com", null, new RoleSet { Role = Role.Member });
        Assert.True((await Grains.Organization(organization).AddMember(newcomer, Actor.System)).Succeeded);

        await Eventually.True(async () => await Grains.Members(organization) == 1 && (await cluster.Store.Seats(organization)) == 1);
    }

    // Two users without organizations of their own.
    private async Task<(OrganizationId Organization, UserId First, UserId Second)> Pair(Role second)
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var founder = (await State(organization)).Admins.Single();
        var users = new List<UserId>();
        foreach (var role in (Role[])[Role.Admin, second])
        {
            var outcome = await Grains.SignUp((await Grains.Invited(organization, role: role.Name())).Token!);
            users.Add(Assert.IsType<JoinedView>(outcome.Value).Member.Id);
        }

        Assert.True((await Grains.Organization(organization).EndMembership(founder, Actor.User(founder))).Succeeded);
        Assert.True(await Grains.Organization(organization).Settled(TimeSpan.FromSeconds(20)));
        return (organization, users[0], users[1]);
    }

    private async Task<OrganizationState> State(OrganizationId organization)
        => GrainJson.Read<Record<OrganizationState>>((await cluster.Store.Read(new RecordKey($"organization/{organization}", "")))!.Body).State;
}
