using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>How an account ended.</summary>
internal enum AccountEnd
{
    /// <summary>Its owner closed it.</summary>
    Closed,

    /// <summary>It never was used, and somebody else proved that the address is theirs.</summary>
    Yielded,
}

internal sealed partial record UserState
{
    /// <summary>A tombstone: there was such a user and never will be again; null for all others.</summary>
    public AccountEnd? Ended { get; init; }

    /// <summary>Whether the account leaves its organizations in order to be closed.</summary>
    public bool IsClosing { get; init; }

    /// <summary>The organizations for whose sake the account was not closed the last time. Kept to tell who asked.</summary>
    public ImmutableArray<HeldOrganization> Held { get; init; } = [];
}
