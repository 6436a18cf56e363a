using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>The reservations of an organization's meters.</summary>
internal static class ReservationEndpoints
{
    public static void MapReservations(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/usage/reservations/{reservation}", async (OrganizationId org, ReservationId reservation, IGrainFactory grains) =>
                (await grains.ReadReservation(org, reservation)).ToHttp())
            .RequirePermission(Permission.UsageRead)
            .WithTags("Usage")
            .WithName("getReservation")
            .WithSummary("Read a reservation that has not expired")
            .Refuses(ErrorCode.ReservationNotFound);

        organization.MapPost("/usage/reservations/{reservation}/commit", async (
                OrganizationId org, ReservationId reservation, CommandSender commands) =>
                (await commands.Run(new CommitReservation { Organization = org, Reservation = reservation })).ToHttp())
            .RequirePermission(Permission.UsageWrite)
            .WithTags("Usage")
            .WithName("commitReservation")
            .WithSummary("Use what a reservation holds")
            .Refuses(ErrorCode.ReservationNotFound, ErrorCode.MeterUse);

        organization.MapPost("/usage/reservations/{reservation}/release", async (
                OrganizationId org, ReservationId reservation, CommandSender commands) =>
                (await commands.Run(new ReleaseReservation { Organization = org, Reservation = reservation })).ToHttp())
            .RequirePermission(Permission.UsageWrite)
            .WithTags("Usage")
            .WithName("releaseReservation")
            .WithSummary("Give back what a reservation holds")
            .Refuses(ErrorCode.ReservationNotFound);
    }

    /// <summary>One of a list of meters, if the list could be had and has it.</summary>
    public static Result<MeterUsageView> Of(this Result<ImmutableArray<MeterUsageView>> usage, string meter)
        => !usage.Succeeded ? usage.Error
            : usage.Value.FirstOrDefault(one => one.Meter == meter) is { } found ? found
            : Errors.MeterNotFound(meter);

    private static async Task<Result<ReservationView>> ReadReservation(this IGrainFactory grains, OrganizationId organization, ReservationId id)
        => await grains.Usage(organization).GetReservation(id) is { Succeeded: true } found
            ? found
            : await grains.Organization(organization).GetHold(id);
}
