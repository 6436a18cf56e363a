using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>One user's place in one organization: the truth of what that user may do there.</summary>
[Alias("IMembershipGrain")]
public interface IMembershipGrain : IGrainWithStringKey
{
    /// <summary>Makes the membership. Repeating it changes nothing.</summary>
    [Alias("Create")]
    Task<Result<MemberView>> Create(NewMember member);

    /// <summary>The membership. Errors: <see cref="ErrorCode.MemberNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<MemberView>> Get();

    /// <summary>
    /// The role the user holds, or null for a stranger. Asked on every request, so it answers as little as it can.
    /// </summary>
    [Alias("GetRole"), AlwaysInterleave]
    ValueTask<Role?> GetRole();

    /// <summary>Follows a change of the user's profile; a stranger's is ignored.</summary>
    [Alias("FollowProfile")]
    Task FollowProfile(string? name);
}

/// <summary>A member to be made.</summary>
[GenerateSerializer, Immutable, Alias("NewMember")]
public sealed record NewMember
{
    [Id(0)]
    public required string Email { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public required Role Role { get; init; }

    [Id(3)]
    public required DateTimeOffset JoinedAt { get; init; }
}
