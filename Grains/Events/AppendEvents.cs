using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Puts events into an organization's log.</summary>
internal sealed record AppendEvents(OrganizationId Organization, ImmutableArray<TenantEvent> Events) : Message
{
    /// <summary>Whether everything announced with it waits until the log has it.</summary>
    public bool IsFirst { get; init; }

    [JsonIgnore]
    public override string Receiver => $"log/{Organization}";

    [JsonIgnore]
    public override bool BeforeAllLater => IsFirst;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.EventLog(Organization).Append(Events);
        return null;
    }
}
