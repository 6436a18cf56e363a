using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>What an organization uses of its meters.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/usage", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Organization(org).GetUsage(), usage => usage, meter => meter.Meter).ToHttp())
            .RequirePermission(Permission.UsageRead)
            .WithTags("Usage")
            .WithName("listUsage")
            .WithSummary("List every meter with what is used and allowed");

        organization.MapGet("/usage/{meter}", async (OrganizationId org, string meter, IGrainFactory grains) =>
                (await grains.Organization(org).GetUsage()).Of(meter).ToHttp())
            .RequirePermission(Permission.UsageRead)
            .WithTags("Usage")
            .WithName("getUsage")
            .WithSummary("Read one meter")
            .Refuses(ErrorCode.MeterNotFound);

        organization.MapPost("/usage/{meter}", async (
                OrganizationId org, string meter, Body<UsageBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CountUsage
                {
                    Organization = org,
                    Meter = meter,
                    Events = [.. body.Value.Events.Select(one => new UsageEvent { Id = one.Id, N = one.N, At = one.At })],
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.UsageWrite)
            .WithTags("Usage")
            .WithName("countUsage")
            .WithSummary("Count events on a counter, each id once")
            .Refuses(ErrorCode.MeterNotFound, ErrorCode.MeterUse, ErrorCode.LimitReached);

        organization.MapPost("/usage/{meter}/reserve", async (
                OrganizationId org, string meter, Body<NewReservationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new ReserveUsage
                {
                    Organization = org,
                    Meter = meter,
                    N = body.Value.N,
                    Ttl = body.Value.Ttl,
                    Actor = caller.Actor,
                })).ToHttp(made => $"/v1/organizations/{org}/usage/reservations/{made.Id}"))
            .RequirePermission(Permission.UsageWrite)
            .WithTags("Usage")
            .WithName("reserveUsage")
            .WithSummary("Hold room of a gauge")
            .Refuses(ErrorCode.MeterNotFound, ErrorCode.MeterUse, ErrorCode.LimitReached, ErrorCode.CapacityReached);

        organization.MapPost("/usage/{meter}/release", async (
                OrganizationId org, string meter, Body<UnitsBody> body, CommandSender commands) =>
                (await commands.Run(new GiveBackUsage { Organization = org, Meter = meter, N = body.Value.N })).ToHttp())
            .RequirePermission(Permission.UsageWrite)
            .WithTags("Usage")
            .WithName("giveBackUsage")
            .WithSummary("Give back committed units of a gauge")
            .Refuses(ErrorCode.MeterNotFound, ErrorCode.MeterUse);
    }
}

/// <summary>A batch of events to be counted.</summary>
internal sealed record UsageBody
{
    /// <summary>1 to 100 events.</summary>
    public required ImmutableArray<UsageEventBody> Events { get; init; }
}

/// <summary>Something to be counted.</summary>
internal sealed record UsageEventBody
{
    /// <summary>1 to 64 visible ASCII characters; an id is counted once in 35 days, however often it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>How much, 1 to 1,000,000.</summary>
    public required long N { get; init; }

    /// <summary>
    /// When it happened: at most 35 days back and 5 minutes ahead, for a monthly meter in this calendar month (UTC) or the one
    /// before; now if left out.
    /// </summary>
    [DisallowNull]
    public DateTimeOffset? At { get; init; }
}

/// <summary>A number of units.</summary>
internal sealed record UnitsBody
{
    /// <summary>How many, 1 to 1,000,000.</summary>
    public required long N { get; init; }
}

/// <summary>A reservation to be made.</summary>
internal sealed record NewReservationBody
{
    /// <summary>How many units, 1 to 1,000,000.</summary>
    public required long N { get; init; }

    /// <summary>For how many seconds, 1 to 86,400; 300 if left out.</summary>
    [DisallowNull]
    public long? Ttl { get; init; }
}
