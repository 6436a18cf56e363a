using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many admins an organization can have, so that its record stays small.</summary>
    public const int MostAdmins = 100;

    /// <summary>The members whose own role is admin and who are not disabled: never none.</summary>
    public ImmutableArray<UserId> Admins { get; init; } = [];

    /// <summary>The number of the member who joined last.</summary>
    public long LastMember { get; init; }

    /// <summary>Counts the decisions that are told to others, so that an older one never undoes a newer one.</summary>
    public long Order { get; init; }

    /// <summary>
    /// A user has these roles from now on, null for none at all. Errors: <see cref="ErrorCode.LastAdmin"/>,
    /// <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    public Result<OrganizationState> Give(UserId user, RoleSet? roles)
    {
        var isAdmin = roles?.Role == Role.Admin;
        if (isAdmin == Admins.Contains(user)) return this;
        if (!isAdmin && Admins.Length == 1) return Errors.LastAdmin();
        if (isAdmin && Admins.Length >= MostAdmins) return Errors.CapacityReached("admins of an organization", MostAdmins);
        return this with { Admins = isAdmin ? Admins.Add(user) : Admins.Remove(user) };
    }

    /// <summary>Gives one of a meter back.</summary>
    public OrganizationState GiveBack(string meter) => this with { Used = Used.SetItem(meter, UsedOf(meter) - 1) };
}
