using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Writes down which events a meter has counted.</summary>
internal sealed record RememberUsageIds(
    OrganizationId Organization, string Meter, ImmutableArray<string> Digests, DateTimeOffset Until) : Message
{
    [JsonIgnore]
    public override string Receiver => $"usage-ids/{Organization}:{Meter}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.UsageIds().RememberEvents(Organization, Meter, Digests, Until);
        return null;
    }
}

/// <summary>Writes down how a reservation ended.</summary>
internal sealed record RememberReservation(OrganizationId Organization, ReservationView Ended, DateTimeOffset Until) : Message
{
    [JsonIgnore]
    public override string Receiver => $"usage-ids/{Organization}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.UsageIds().RememberReservation(Organization, Ended, Until);
        return null;
    }
}
