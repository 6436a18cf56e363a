namespace Tenantry.Grains;

/// <summary>What an organization has decided about a member and announced: it counts from the commit on, delivered or not.</summary>
internal interface IMemberDecision
{
    UserId User { get; }

    /// <summary>What the member holds from now on; null for nothing.</summary>
    RoleSet? Roles { get; }

    /// <summary>Whether the member is disabled from now on.</summary>
    bool Disabled { get; }
}
