using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>An organization with an admin and some members who have the least role.</summary>
internal sealed record Crew(ClusterFixture Cluster, OrganizationId Organization, UserId Admin, ProjectId Project, ImmutableArray<UserId> Users)
{
    public IAccessPolicyGrain Policy => Cluster.Grains.AccessPolicy(Organization);

    /// <param name="cluster">Where.</param>
    /// <param name="members">How many members, without the accounts that they would have, and beyond what a plan allows.</param>
    /// <param name="teams">How many teams to count as there already.</param>
    public static async Task<Crew> Gather(ClusterFixture cluster, int members, int teams = 0)
    {
        var signup = await cluster.Grains.Tenant();
        var organization = signup.Organization.Id;
        if (teams > 0)
        {
            var state = new AccessPolicyState
            {
                Teams = Enumerable.Range(0, teams).ToImmutableDictionary(_ => TypedId.From<TeamId>(Guid.CreateVersion7()), _ => RoleSet.None),
            };
            await Put(cluster, new RecordKey($"access-policy/{organization}", ""), new Record<AccessPolicyState> { State = state });
        }

        var users = await Task.WhenAll(Enumerable.Range(0, members).Select(async i =>
        {
            var user = TypedId.From<UserId>(Guid.CreateVersion7());
            var made = await cluster.Grains.Membership(organization, user).Create(new NewMember
            {
                Email = $"{i}@example.com",
                Roles = new RoleSet { Role = Role.Viewer },
                JoinedAt = DateTimeOffset.UnixEpoch,
                Ordinal = i + 2,
            }, order: i + 2);
            Assert.True(made.Succeeded);
            return user;
        }));
        return new Crew(cluster, organization, signup.User.Id, signup.Project.Id, [.. users.OrderBy(user => user.Value, StringComparer.Ordinal)]);
    }

    /// <summary>Puts a record into the store before its grain has looked.</summary>
    public static async Task Put<TState>(ClusterFixture cluster, RecordKey key, Record<TState> record)
        where TState : class, new()
    {
        var outcome = await cluster.Store.Write(
            new RecordWrite { Key = key, WriteId = RecordWrite.NewWriteId(), Body = GrainJson.ToBytes(record) },
            TestContext.Current.CancellationToken);
        Assert.Equal(WriteStatus.Written, outcome.Status);
    }

    public async Task<TeamId> Team(string name)
        => Assert.IsType<TeamView>(await Run(new CreateTeam { Organization = Organization, Name = name, Actor = Actor.User(Admin) })).Id;

    public async Task<object?> Run(Command command)
    {
        var outcome = await Cluster.Grains.Commands().Run(command);
        Assert.Null(outcome.Error);
        return outcome.Value;
    }

    public async Task SetRoles(TeamId team, RoleSet roles) => Assert.Null((await Policy.SetTeamRoles(team, roles, Actor.User(Admin))).Error);

    /// <summary>What each silo answers.</summary>
    public async Task<Ruling[]> Ask(UserId user, Permission permission, ProjectId? project = null)
        => await Task.WhenAll(Cluster.Silos.Select(async grains => (await grains.AccessPolicy(Organization).Judge(user, secondFactor: true, permission, project)).Ruling));
}
