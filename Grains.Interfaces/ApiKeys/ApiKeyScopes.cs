using System.Collections.Frozen;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an API key can be allowed: Tenantry's own permissions by their names, and for keys of the platform one more.</summary>
public static class ApiKeyScopes
{
    /// <summary>To read what happened: of an organization's key in that organization, of the platform's in all logs.</summary>
    public static readonly string EventsRead = Permission.EventsRead.Name();

    /// <summary>Of the platform's keys only: to read what operators read.</summary>
    public const string AdminRead = "admin:read";

    private static readonly FrozenSet<string> OfOrganizations
        = Permissions.All.Where(rule => !rule.ForPeople).Select(rule => rule.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a key can have this scope.</summary>
    /// <param name="scope">The scope's name.</param>
    /// <param name="platform">Whether it is a key of the platform.</param>
    public static bool Exists(string scope, bool platform)
        => OfOrganizations.Contains(scope) || (platform && scope == AdminRead);
}
