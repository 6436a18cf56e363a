using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

public sealed class AccessPolicyStateTests
{
    private const int MostBytes = 64 * 1024;

    [Fact]
    public void The_largest_policy_stays_below_64_KB_and_is_read_as_it_was_written()
    {
        var state = Largest();

        var bytes = GrainJson.ToBytes(new Record<AccessPolicyState> { State = state, Revision = 1_000_000 });

        Assert.InRange(bytes.Length, 1, MostBytes);
        var read = GrainJson.Read<Record<AccessPolicyState>>(bytes).State;
        Assert.Equal(state.Order, read.Order);
        Assert.Equal(state.Teams.OrderBy(team => team.Key.Value), read.Teams.OrderBy(team => team.Key.Value));
        Assert.Equal(state.CustomRoles.Keys, read.CustomRoles.Keys);
        Assert.All(state.CustomRoles, role => Assert.True(
            read.CustomRoles[role.Key].Says(role.Value.Name, role.Value.Description, role.Value.Permissions)
            && read.CustomRoles[role.Key].Revision == role.Value.Revision));
    }

    [Fact]
    public void An_empty_policy_is_read_as_it_was_written()
    {
        var read = GrainJson.Read<Record<AccessPolicyState>>(GrainJson.ToBytes(new Record<AccessPolicyState>())).State;

        Assert.Empty(read.Teams);
        Assert.Empty(read.CustomRoles);
        Assert.Equal(0, read.Order);
    }

    [Fact]
    public void Keys_are_in_ordinal_order_after_reading_too()
    {
        var roles = new AccessPolicyState().CustomRoles.Add("a-b", Facts.Custom("a:b")).Add("a1", Facts.Custom()).Add("ab", Facts.Custom());
        var team = TypedId.From<TeamId>(Guid.CreateVersion7());
        var state = new AccessPolicyState
        {
            CustomRoles = roles,
            Teams = ImmutableDictionary<TeamId, RoleSet>.Empty.Add(team, new RoleSet { CustomRoles = ["a1", "ab"] }),
        };

        var read = GrainJson.Read<Record<AccessPolicyState>>(GrainJson.ToBytes(new Record<AccessPolicyState> { State = state })).State;

        Assert.Equal(["a-b", "a1", "ab"], read.CustomRoles.Keys);
        Assert.Equal(state.Teams[team], read.Teams[team]);
    }

    /// <summary>As many of everything as the grain lets in, each as long as it may be, in letters of three bytes.</summary>
    internal static AccessPolicyState Largest()
    {
        var permissions = Enumerable.Range(0, AccessPolicyState.MostPermissions).Select(i => $"{i:D40}:{i:D40}").ToArray();
        var roles = new AccessPolicyState().CustomRoles.AddRange(Enumerable.Range(0, AccessPolicyState.MostCustomRoles)
            .Select(i => KeyValuePair.Create($"{i:D40}", new CustomRole
            {
                Name = new string('あ', 40),
                Description = new string('い', 120),
                Permissions = [.. permissions],
                Revision = 1_000_000,
            })));
        var all = new RoleSet { Role = Role.Admin, CustomRoles = [.. roles.Keys] };
        return new AccessPolicyState
        {
            Order = 1_000_000,
            CustomRoles = roles,
            Teams = Enumerable.Range(0, AccessPolicyState.MostTeams)
                .ToImmutableDictionary(_ => TypedId.From<TeamId>(Guid.CreateVersion7()), _ => all),
        };
    }
}
