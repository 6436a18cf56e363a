using System.Collections.Concurrent;

namespace Tenantry.Grains.Tests;

/// <summary>An account that is made for an organization and its membership come together, whatever goes wrong on the way.</summary>
public sealed class AccountProtocolTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Doubled_activations_on_a_failing_store_leave_no_account_without_its_membership(int seed)
    {
        await using var twins = await TwinClusters.Start();
        var organization = (await twins[0].Tenant()).Organization.Id;
        var emails = Enumerable.Range(0, 4).Select(_ => $"{Make.Unique()}@example.com").ToArray();
        var acknowledged = new ConcurrentBag<UserId>();
        twins.Store.Begin(seed);

        await Task.WhenAll(
            from attempt in Enumerable.Range(0, 6)
            from email in emails
            select Add(twins[attempt % 2], organization, email, acknowledged));

        await twins.Store.End();
        twins.Clock.Advance(TimeSpan.FromSeconds(15));
        await twins.Settle();
        var members = (await twins[0].Lists().Members(organization, after: null, limit: 100)).Items.Skip(1).ToArray();
        Assert.Equal(await twins.Store.Seats(organization), members.Length + 1);
        Assert.Distinct(members.Select(member => member.Email));
        Assert.Subset(members.Select(member => member.Id).ToHashSet(), acknowledged.ToHashSet());
        await foreach (var record in twins.Store.Scan(TestContext.Current.CancellationToken))
        {
            if (!record.Key.Partition.StartsWith("user/", StringComparison.Ordinal))
                continue;
            var user = GrainJson.Read<Record<UserState>>(record.Body).State;
            if (user.Created && emails.Contains(user.Email))
                Assert.Contains(members, member => member.Email == user.Email && member.Id == UserId.Wrap(record.Key.Key));
        }
    }

    [Fact]
    public async Task Disabling_counts_on_every_silo_from_the_next_request()
    {
        var tenant = await cluster.Grains.Tenant();
        var (user, began) = (tenant.User.Id, DateTimeOffset.UtcNow);
        foreach (var silo in cluster.Silos)
            Assert.True(await silo.User(user).Admits(session: null, began));

        Assert.Null((await cluster.Grains.Commands().Run(new DisableUser { User = user, Reason = "spam", Actor = Actor.System })).Error);

        foreach (var silo in cluster.Silos)
        {
            Assert.False(await silo.User(user).Admits(session: null, DateTimeOffset.UtcNow));
            Assert.Null(await silo.User(user).GetPasswordHash());
        }

        Assert.Null((await cluster.Grains.Commands().Run(new DisableUser { User = user, Actor = Actor.System })).Error);
        foreach (var silo in cluster.Silos)
        {
            Assert.False(await silo.User(user).Admits(session: null, began));
            Assert.True(await silo.User(user).Admits(session: null, DateTimeOffset.UtcNow.AddSeconds(1)));
        }
    }

    [Fact]
    public async Task Whoever_disables_all_admins_of_an_organization_at_once_leaves_one()
    {
        var tenant = await cluster.Grains.Tenant();
        var organization = tenant.Organization.Id;
        var admins = new List<UserId> { tenant.User.Id };
        for (var i = 0; i < 4; i++)
        {
            var other = (await cluster.Grains.Tenant()).User.Id;
            Assert.Null((await cluster.Grains.Commands().Run(
                new AddMember { Organization = organization, User = other, Role = "admin", Actor = Actor.System })).Error);
            admins.Add(other);
        }

        var outcomes = await Task.WhenAll(
            from silo in cluster.Silos
            from admin in admins
            from command in (Command[])
            [
                new DisableMember { Organization = organization, User = admin, Disabled = true, Actor = Actor.System },
                new ChangeMember { Organization = organization, User = admin, Role = "viewer", Actor = Actor.System },
            ]
            select silo.Commands().Run(command));

        Assert.Contains(outcomes, outcome => outcome.Error?.Code == ErrorCode.LastAdmin);
        var members = (await cluster.Grains.Lists().Members(organization, after: null, limit: 100)).Items;
        Assert.Single(members, member => member is { Role: Role.Admin, Disabled: false });
        Assert.Equal(5, members.Length);
    }

    // A caller that lost its answer asks again with the same key.
    private static async Task Add(IGrainFactory grains, OrganizationId organization, string email, ConcurrentBag<UserId> acknowledged)
    {
        try
        {
            var outcome = await grains.Request("public", "POST /x", email).Run(
                new AddOrganizationUser { Organization = organization, Email = email, Password = Make.Password, Actor = Actor.System });
            if (outcome.Value is MemberView member)
                acknowledged.Add(member.Id);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or TimeoutException or OrleansException)
        {
            // What became of it is unknown, which the caller is told.
        }
    }
}
