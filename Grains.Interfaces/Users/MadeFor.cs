namespace Tenantry.Grains.Interfaces;

/// <summary>The organization that an account is made for.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Roles">What the new member holds there.</param>
/// <param name="Seat">The reservation of the member's seat.</param>
/// <param name="Actor">Who asked for it.</param>
[GenerateSerializer, Immutable, Alias("MadeFor")]
public sealed record MadeFor(
    [property: Id(0)] OrganizationId Organization, [property: Id(1)] RoleSet Roles, [property: Id(2)] ReservationId Seat, [property: Id(3)] Actor Actor);
