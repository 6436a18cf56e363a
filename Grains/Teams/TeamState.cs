namespace Tenantry.Grains;

/// <summary>A team. Who is in it is in the memberships, what it grants is in the access policy.</summary>
internal sealed record TeamState
{
    public bool Created { get; init; }

    /// <summary>A tombstone: there is no such team any more and never will be again.</summary>
    public bool Dissolved { get; init; }

    public string Name { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The order of the last decision of the access policy that was carried out here.</summary>
    public long Order { get; init; }

    /// <summary>When to go on taking members out, or at last to forget the tombstone; null for neither.</summary>
    public DateTimeOffset? ContinueAt { get; init; }

    /// <summary>Whether all members are out and only the tombstone is left.</summary>
    public bool IsEmptied { get; init; }

    public bool Exists() => Created && !Dissolved;

    public TeamView? View(TeamId id) => !Exists() ? null : new()
    {
        Id = id,
        Name = Name,
        CreatedAt = CreatedAt,
        Revision = Order,
    };
}
