using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Holds room of a gauge.</summary>
[GenerateSerializer, Immutable, Alias("ReserveUsage")]
public sealed record ReserveUsage : Command<ReservationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Meter { get; init; }

    [Id(2)]
    public required long N { get; init; }

    /// <summary>For how many seconds; null for five minutes.</summary>
    [Id(3)]
    public long? Ttl { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}

/// <summary>Turns what a reservation holds into what is used.</summary>
[GenerateSerializer, Immutable, Alias("CommitReservation")]
public sealed record CommitReservation : Command<ReservationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ReservationId Reservation { get; init; }
}

/// <summary>Gives back what a reservation holds.</summary>
[GenerateSerializer, Immutable, Alias("ReleaseReservation")]
public sealed record ReleaseReservation : Command<ReservationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ReservationId Reservation { get; init; }
}

/// <summary>Gives back committed units of a gauge.</summary>
[GenerateSerializer, Immutable, Alias("GiveBackUsage")]
public sealed record GiveBackUsage : Command<MeterUsageView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Meter { get; init; }

    [Id(2)]
    public required long N { get; init; }
}

/// <summary>Counts events on a counter.</summary>
[GenerateSerializer, Immutable, Alias("CountUsage")]
public sealed record CountUsage : Command<CountedView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Meter { get; init; }

    [Id(2)]
    public ImmutableArray<UsageEvent> Events { get; init; } = [];

    [Id(3)]
    public required Actor Actor { get; init; }
}
