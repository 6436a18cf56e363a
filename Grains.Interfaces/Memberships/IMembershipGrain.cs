using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// One user's place in one organization: the truth of what that user may do there. The organization decides who belongs to it and
/// with which role, and tells it by messages that carry an order number; older ones than the last are ignored.
/// </summary>
[Alias("IMembershipGrain")]
public partial interface IMembershipGrain : IGrainWithStringKey
{
    /// <summary>Makes the membership; called by the organization's outbox only. Repeating it changes nothing.</summary>
    [Alias("Create")]
    Task<Result<MemberView>> Create(NewMember member, long order);

    /// <summary>Gives the member other roles, or disables or enables them; called by the organization's outbox only.</summary>
    [Alias("SetRoles")]
    Task SetRoles(RoleSet roles, bool disabled, long order);

    /// <summary>Ends the membership, with the teams and project roles that it held; called by the organization's outbox only.</summary>
    [Alias("Remove")]
    Task Remove(long order);

    /// <summary>The membership. Errors: <see cref="ErrorCode.MemberNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<MemberView>> Get();

    /// <summary>What the membership says about access; null for a stranger, and for who is disabled. Asked on every request.</summary>
    [Alias("GetAccess"), AlwaysInterleave]
    ValueTask<MemberAccess?> GetAccess();

    /// <summary>What the member holds, also while disabled, when none of it gives access; null for a stranger.</summary>
    [Alias("GetHeld"), AlwaysInterleave]
    ValueTask<MemberAccess?> GetHeld();

    /// <summary>Follows a change of the user's profile; a stranger's is ignored.</summary>
    [Alias("FollowProfile")]
    Task FollowProfile(string? name, string? email);
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
    public required RoleSet Roles { get; init; }

    [Id(3)]
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>The member's number in the organization, in the order of joining.</summary>
    [Id(4)]
    public required long Ordinal { get; init; }
}
