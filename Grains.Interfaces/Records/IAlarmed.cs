namespace Tenantry.Grains.Interfaces;

/// <summary>Grain state that says when its grain wants to be woken; storage puts it into the store's alarm index.</summary>
public interface IAlarmed
{
    /// <summary>The earliest moment at which the grain has something to do; null for never.</summary>
    DateTimeOffset? Alarm { get; }
}
