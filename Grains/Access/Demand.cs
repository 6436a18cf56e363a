namespace Tenantry.Grains;

/// <summary>A permission as it is judged, Tenantry's own or the product's.</summary>
internal sealed record Demand
{
    private static readonly Demand[] Own = [.. Permissions.All.OrderBy(rule => rule.Permission).Select(From)];

    public required string Name { get; init; }

    /// <summary>The least built-in role that grants it; null when only custom roles do.</summary>
    public Role? LeastRole { get; init; }

    public bool OnProjects { get; init; }

    public bool Reads { get; init; }

    public bool HoldsWhileSuspended { get; init; }

    public bool HoldsWhileFrozen { get; init; }

    public string? Feature { get; init; }

    /// <summary>A permission of Tenantry's own.</summary>
    public static Demand Of(Permission permission) => Own[(int)permission];

    /// <summary>A permission by its name; null when neither Tenantry nor the product defines it. Tenantry's come first.</summary>
    public static Demand? Find(string name, ProductDefinition product)
        => Permissions.Find(name) is { } rule ? Of(rule.Permission)
            : product.Permissions.FirstOrDefault(permission => permission.Key == name) is { } defined ? From(defined)
            : null;

    /// <summary>All permissions, Tenantry's and then the product's.</summary>
    public static IEnumerable<Demand> All(ProductDefinition product)
        => Permissions.All.Select(rule => Of(rule.Permission))
            .Concat(product.Permissions.Where(permission => Permissions.Find(permission.Key) is null).Select(From));

    /// <summary>Whether a built-in role grants it.</summary>
    public bool GrantedBy(Role role) => role >= LeastRole;

    private static Demand From(PermissionRule rule) => new()
    {
        Name = rule.Name,
        LeastRole = rule.LeastRole,
        OnProjects = rule.OnProjects,
        Reads = rule.Reads,
        HoldsWhileSuspended = rule.HoldsWhileSuspended,
        HoldsWhileFrozen = rule.HoldsWhileFrozen,
        Feature = rule.Feature,
    };

    private static Demand From(PermissionDefinition defined) => new()
    {
        Name = defined.Key,
        LeastRole = defined.LeastRole,
        OnProjects = defined.OnProjects,
        Reads = defined.Reads,
        Feature = defined.Feature,
    };
}
