using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Everything that an aggregate grain persists, in one record, so that one conditional write is the whole commit: the state, the
/// messages not yet delivered, and when to wake the grain.
/// </summary>
internal sealed record Record<TState> : IAlarmed, IExpiring
    where TState : class, new()
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public TState State { get; init; } = new();

    /// <summary>Counts the commands that changed the state; writes that only trim the outbox leave it.</summary>
    public long Revision { get; init; }

    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    public DateTimeOffset? Alarm { get; init; }

    // Said anew with every write; nobody reads it back.
    [JsonIgnore]
    public DateTimeOffset? Expires { get; init; }
}
