using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Writes down what was counted, so that it is counted once. A record for each, which is deleted when it is old enough.</summary>
[Alias("IUsageIdsGrain")]
public interface IUsageIdsGrain : IGrainWithIntegerKey
{
    /// <summary>Remembers the events of one meter. Repeating it changes nothing.</summary>
    /// <param name="organization">Whose they are.</param>
    /// <param name="meter">The meter that counted them.</param>
    /// <param name="digests">The digests of their ids.</param>
    /// <param name="until">When they can be forgotten.</param>
    [Alias("RememberEvents")]
    Task RememberEvents(OrganizationId organization, string meter, ImmutableArray<string> digests, DateTimeOffset until);

    /// <summary>Remembers how a reservation ended. Repeating it changes nothing.</summary>
    [Alias("RememberReservation")]
    Task RememberReservation(OrganizationId organization, ReservationView ended, DateTimeOffset until);
}
