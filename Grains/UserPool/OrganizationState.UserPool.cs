namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How far the pool outside has followed the founding; null when there was none.</summary>
    public OrganizationPool? Pool { get; init; }

    private OrganizationIdentity? Identity()
        => Pool is { } pool ? new OrganizationIdentity { Provider = pool.Provider, Status = pool.Progress } : null;
}

/// <summary>How far a pool outside has followed the founding of an organization.</summary>
internal sealed record OrganizationPool
{
    public required string Provider { get; init; }

    /// <summary>Whose account it is about: with it comes the organization's group.</summary>
    public required UserId Founder { get; init; }

    public PoolProgress Progress { get; init; }
}
