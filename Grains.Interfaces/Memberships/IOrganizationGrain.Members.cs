using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

public partial interface IOrganizationGrain
{
    /// <summary>
    /// Takes a user in. Repeating it changes nothing. Errors: <see cref="ErrorCode.OrganizationNotFound"/>,
    /// <see cref="ErrorCode.OrganizationSuspended"/>, <see cref="ErrorCode.LimitReached"/>, <see cref="ErrorCode.CapacityReached"/>,
    /// those of <see cref="IAccessPolicyGrain.MayGrant"/>.
    /// </summary>
    [Alias("AddMember")]
    Task<Result<Done>> AddMember(Newcomer newcomer, Actor actor);

    /// <summary>
    /// Gives a member other roles. Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.RevisionMismatch"/>, <see cref="ErrorCode.LastAdmin"/>,
    /// <see cref="ErrorCode.CapacityReached"/>, those of <see cref="IAccessPolicyGrain.MayGrant"/>.
    /// </summary>
    /// <param name="user">The member.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="ifRevision">The membership's revision that the caller has seen; null to change whatever there is.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("ChangeMember")]
    Task<Result<Done>> ChangeMember(UserId user, MemberChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// Holds a seat for somebody whose account is about to be made. Repeating it changes nothing. Errors: as <see cref="AddMember"/>.
    /// </summary>
    /// <param name="seat">The reservation of the seat.</param>
    /// <param name="roles">What the newcomer is to hold.</param>
    /// <param name="ttl">How long the seat is held.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("HoldSeat")]
    Task<Result<ReservationView>> HoldSeat(ReservationId seat, RoleSet roles, TimeSpan ttl, Actor actor);

    /// <summary>
    /// As <see cref="AddMember"/>, on the seat that was held; called by the new account's outbox only.
    /// </summary>
    [Alias("Enrol")]
    Task<Result<Done>> Enrol(Newcomer newcomer, ReservationId seat, Actor actor);

    /// <summary>
    /// Closes the organization's doors to a member, or opens them again. Roles, teams and seat stay. Repeating it changes nothing.
    /// Errors: <see cref="ErrorCode.OrganizationNotFound"/>, <see cref="ErrorCode.OrganizationSuspended"/>,
    /// <see cref="ErrorCode.MemberNotFound"/>, <see cref="ErrorCode.LastAdmin"/>, <see cref="ErrorCode.CapacityReached"/>, those of
    /// <see cref="IAccessPolicyGrain.MayGrant"/>.
    /// </summary>
    [Alias("DisableMember")]
    Task<Result<Done>> DisableMember(UserId user, bool disabled, Actor actor);

    /// <summary>
    /// Ends a membership and frees its seat. A member can leave by themselves, also while the organization is suspended.
    /// Errors: as <see cref="ChangeMember"/>.
    /// </summary>
    [Alias("EndMembership")]
    Task<Result<Done>> EndMembership(UserId user, Actor actor);

    /// <summary>
    /// Makes <paramref name="to"/> an admin and, if asked, gives <paramref name="from"/> a lesser role, in one step.
    /// Errors: as <see cref="ChangeMember"/>; <see cref="ErrorCode.PermissionDenied"/> when <paramref name="from"/> is no admin;
    /// <see cref="ErrorCode.MemberDisabled"/> when <paramref name="to"/> is disabled.
    /// </summary>
    [Alias("TransferAdmin")]
    Task<Result<Done>> TransferAdmin(UserId from, UserId to, Role? stepDownTo);
}

/// <summary>A user who is to become a member.</summary>
/// <param name="User">Who.</param>
/// <param name="Email">The user's address, for the list of members.</param>
/// <param name="Name">The user's name.</param>
/// <param name="Roles">The roles; the built-in one must be there.</param>
[GenerateSerializer, Immutable, Alias("Newcomer")]
public sealed record Newcomer(
    [property: Id(0)] UserId User, [property: Id(1)] string Email, [property: Id(2)] string? Name, [property: Id(3)] RoleSet Roles);

/// <summary>Changes to a member; what is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("MemberChanges")]
public sealed record MemberChanges
{
    [Id(0)]
    public Role? Role { get; init; }

    [Id(1)]
    public ImmutableArray<string>? CustomRoles { get; init; }
}
