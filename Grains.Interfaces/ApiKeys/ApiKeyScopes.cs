using System.Collections.Frozen;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an API key can be allowed: Tenantry's own permissions by their names, and for keys of the platform two more.</summary>
public static class ApiKeyScopes
{
    /// <summary>Of the platform's keys only: to read what happened in all organizations.</summary>
    public const string EventsRead = "events:read";

    /// <summary>Of the platform's keys only: to read what operators read.</summary>
    public const string AdminRead = "admin:read";

    private static readonly FrozenSet<string> OfOrganizations
        = Permissions.All.Where(rule => !rule.ForPeople).Select(rule => rule.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a key can have this scope.</summary>
    /// <param name="scope">The scope's name.</param>
    /// <param name="platform">Whether it is a key of the platform.</param>
    public static bool Exists(string scope, bool platform)
        => OfOrganizations.Contains(scope) || (platform && scope is EventsRead or AdminRead);
}
