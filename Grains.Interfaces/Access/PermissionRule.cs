namespace Tenantry.Grains.Interfaces;

/// <summary>Who has a permission, and when.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Name">Its public name, for example <c>projects:write</c>.</param>
/// <param name="LeastRole">The least built-in role that grants it.</param>
public sealed record PermissionRule(Permission Permission, string Name, Role LeastRole)
{
    /// <summary>Whether it only reads: then it holds for what is frozen too.</summary>
    public bool Reads { get; init; }

    /// <summary>Whether a role on a project grants it for that project.</summary>
    public bool OnProjects { get; init; }

    /// <summary>Whether it can still be used while the organization is suspended.</summary>
    public bool HoldsWhileSuspended { get; init; }

    /// <summary>Whether a member whom a downgrade has frozen can still use it.</summary>
    public bool HoldsWhileFrozen { get; init; }

    /// <summary>Whether it is about somebody's own membership, so that no API key can have it.</summary>
    public bool ForPeople { get; init; }

    /// <summary>The plan feature without which nobody has it; null when it is part of every plan.</summary>
    public string? Feature { get; init; }
}
