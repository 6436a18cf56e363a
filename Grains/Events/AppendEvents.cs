using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Puts events into a log.</summary>
internal sealed record AppendEvents(LogId Log, ImmutableArray<TenantEvent> Events) : Message
{
    public AppendEvents(OrganizationId organization, ImmutableArray<TenantEvent> events)
        : this(LogId.Of(organization), events)
    {
    }

    /// <summary>Whether everything announced with it waits until the log has it.</summary>
    public bool IsFirst { get; init; }

    [JsonIgnore]
    public override string Receiver => $"log/{Log}";

    [JsonIgnore]
    public override bool BeforeAllLater => IsFirst;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EventLog(Log).Append(Events);
        return null;
    }
}
