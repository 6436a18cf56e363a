using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many admins an organization can have, so that its record stays small.</summary>
    public const int MostAdmins = 100;

    /// <summary>The members whose own role is admin: never none.</summary>
    public ImmutableArray<UserId> Admins { get; init; } = [];

    /// <summary>The number of the member who joined last.</summary>
    public long LastMember { get; init; }

    /// <summary>Counts the decisions that are told to others, so that an older one never undoes a newer one.</summary>
    public long Order { get; init; }
}
