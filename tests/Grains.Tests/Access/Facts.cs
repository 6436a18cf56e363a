using System.Collections.Immutable;
using CsCheck;

namespace Tenantry.Grains.Tests;

/// <summary>Makes what decides about access, by hand and at random.</summary>
internal static class Facts
{
    public static readonly ProjectId Project = TypedId.From<ProjectId>(Guid.CreateVersion7());

    private static readonly TeamId[] Teams = [.. Enumerable.Range(0, 3).Select(_ => TypedId.From<TeamId>(Guid.CreateVersion7()))];
    private static readonly string[] Keys = ["billing", "gone", "support"];

    public static TeamId Team => Teams[0];

    public static readonly Gen<Demand> AnyDemand = Gen.OneOf(
        Gen.Enum<Permission>().Select(Demand.Of),
        from least in Gen.Enum<Role>().Null()
        from bound in Gen.Bool
        from onProjects in Gen.Bool
        from reads in Gen.Bool
        select new Demand { Name = "cards:write", LeastRole = least, Feature = bound ? "cards" : null, OnProjects = onProjects, Reads = reads });

    private static readonly Gen<RoleSet> AnyRoles =
        from role in Gen.Enum<Role>().Null()
        from keys in Gen.Shuffle(Keys, 0, Keys.Length)
        select new RoleSet { Role = role, CustomRoles = [.. keys.Order(StringComparer.Ordinal)] };

    private static readonly Gen<CustomRole> AnyCustomRole =
        from permissions in Gen.Int[0, Permissions.All.Length].Select(i => i < Permissions.All.Length ? Permissions.All[i].Name : "cards:write").Array[0, 5]
        select Custom(permissions);

    private static readonly Gen<AccessPolicyState> AnyPolicy =
        from billing in AnyCustomRole
        from support in AnyCustomRole
        from grants in Gen.Select(AnyRoles, Gen.Bool).Array[Teams.Length]
        select new AccessPolicyState
        {
            CustomRoles = new AccessPolicyState().CustomRoles.Add("billing", billing).Add("support", support),
            Teams = Teams.Zip(grants).Where(pair => pair.Second.Item2).ToImmutableDictionary(pair => pair.First, pair => pair.Second.Item1),
        };

    private static readonly Gen<OrganizationTerms> AnyTerms =
        from suspended in Gen.Bool
        from members in Gen.Long[0, 3].Null()
        from projects in Gen.Long[0, 3].Null()
        select Terms() with
        {
            Status = suspended ? OrganizationStatus.Suspended : OrganizationStatus.Active,
            MembersFrozenAfter = members,
            ProjectsFrozenAfter = projects,
        };

    public static readonly Gen<MemberAccess> AnyMember =
        from own in AnyRoles
        from role in Gen.Enum<Role>()
        from teams in Gen.Shuffle(Teams, 0, Teams.Length)
        from ordinal in Gen.Long[1, 4]
        from projectRole in Gen.Enum<Role>().Null()
        select new MemberAccess
        {
            Roles = own with { Role = role },
            Teams = [.. teams],
            Ordinal = ordinal,
            ProjectRoles = projectRole is { } onProject
                ? ImmutableDictionary<ProjectId, Role>.Empty.Add(Project, onProject)
                : ImmutableDictionary<ProjectId, Role>.Empty,
        };

    private static readonly Gen<ProjectAccess> AnyProject =
        from ordinal in Gen.Long[1, 4]
        from roles in Gen.Enum<Role>().Null().Array[Teams.Length]
        select new ProjectAccess
        {
            Ordinal = ordinal,
            TeamRoles = Teams.Zip(roles).Where(pair => pair.Second is not null).ToImmutableDictionary(pair => pair.First, pair => pair.Second!.Value),
        };

    public static readonly Gen<AccessFacts> Any =
        from member in AnyMember
        from stranger in Gen.Int[0, 9]
        from policy in AnyPolicy
        from terms in AnyTerms
        from hasFeature in Gen.Bool
        from about in Gen.Bool
        from project in AnyProject
        select new AccessFacts
        {
            Member = stranger == 0 ? null : member,
            Policy = policy,
            Terms = terms,
            HasFeature = hasFeature,
            Project = about ? Project : null,
            ProjectAccess = about ? project : null,
        };

    public static OrganizationTerms Terms() => new() { Status = OrganizationStatus.Active, Ordinal = 1 };

    public static CustomRole Custom(params string[] permissions)
        => new() { Name = "Custom", Permissions = [.. permissions.Distinct().Order(StringComparer.Ordinal)], Revision = 1 };

    /// <summary>A member with this own role and nothing else, in an organization without limits.</summary>
    public static AccessFacts Of(Role role) => new()
    {
        Member = new MemberAccess { Roles = new RoleSet { Role = role }, Ordinal = 1 },
        Policy = new AccessPolicyState(),
        Terms = Terms(),
        HasFeature = true,
    };

    private static Gen<T?> Null<T>(this Gen<T> gen)
        where T : struct
        => Gen.Select(gen, Gen.Bool, (value, isNull) => isNull ? (T?)null : value);
}
