using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Puts events into a log.</summary>
[method: JsonConstructor]
internal sealed record AppendEvents(LogId Log, ImmutableArray<TenantEvent> Events) : Message
{
    public AppendEvents(OrganizationId organization, ImmutableArray<TenantEvent> events)
        : this(LogId.Of(organization), events)
    {
    }

    public AppendEvents(LogId log, TenantEvent happened)
        : this(log, [happened])
    {
    }

    /// <summary>Whether everything announced with it waits until the log has it.</summary>
    public bool IsFirst { get; init; }

    [JsonIgnore]
    public override string Receiver => $"log/{Log}";

    [JsonIgnore]
    public override bool BeforeAllLater => IsFirst;

    /// <summary>The one event of it with what changed, see <see cref="TenantEvents.Changing"/>.</summary>
    public AppendEvents Changing(params ReadOnlySpan<(string Name, string? Before, string? After)> changes)
        => this with { Events = [Events.Single().Changing(changes)] };

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EventLog(Log).Append(Events);
        return null;
    }
}
