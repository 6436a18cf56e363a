namespace Tenantry.Grains;

/// <summary>How far the product's own bus has been told.</summary>
internal sealed record ConnectorState
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The position up to which the bus has everything; null before the feed was first followed.</summary>
    public long? Cursor { get; init; }

    /// <summary>When to go on, should nobody be at it; null when the bus has everything that was heard of.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How many attempts have failed since one succeeded.</summary>
    public int Failures { get; init; }
}
