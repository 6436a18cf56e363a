namespace Tenantry.Grains.Interfaces;

/// <summary>Grain state that says when it has ended; storage passes it on with the write.</summary>
public interface IExpiring
{
    /// <summary>The moment after which nothing of it is needed any more; null for never. See <see cref="RecordWrite.Expires"/>.</summary>
    DateTimeOffset? Expires { get; }
}
