namespace Tenantry.Grains.Interfaces;

/// <summary>What became of one write of a batch.</summary>
public enum WriteStatus
{
    /// <summary>It is durable.</summary>
    Written,

    /// <summary>Its condition did not hold; nothing was changed.</summary>
    Conflict,

    /// <summary>The store refused this record (for example, it is too large); nothing was changed.</summary>
    Refused,
}

/// <param name="Status">What became of it.</param>
/// <param name="Etag">The etag in the store now, where the store knows it; null when there is no record.</param>
/// <param name="Reason">Why it was refused.</param>
public readonly record struct WriteOutcome(WriteStatus Status, string? Etag = null, string? Reason = null);
