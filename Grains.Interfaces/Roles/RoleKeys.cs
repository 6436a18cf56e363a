namespace Tenantry.Grains.Interfaces;

/// <summary>What custom roles are called in requests.</summary>
public static class RoleKeys
{
    /// <summary>The longest key.</summary>
    public const int MaxLength = 40;

    /// <summary>What a broken rule says.</summary>
    public const string Rule = "must be 1 to 40 of a to z, 0 to 9 and hyphens, and not the name of a built-in role";

    /// <summary>Whether a custom role may have this key.</summary>
    public static bool IsCustom(string? key)
        => key is { Length: > 0 and <= MaxLength }
           && key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
           && RoleNames.Find(key) is null;
}
