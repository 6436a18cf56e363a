using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

[GenerateSerializer, Alias("ReservationStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<ReservationStatus>))]
public enum ReservationStatus
{
    /// <summary>Holds room until it is committed or released, or expires.</summary>
    Open,

    /// <summary>Is used.</summary>
    Committed,

    /// <summary>Was given back.</summary>
    Released,
}

/// <summary>Room that is held for something about to be made.</summary>
[GenerateSerializer, Immutable, Alias("ReservationView")]
public sealed record ReservationView
{
    [Id(0)]
    public required ReservationId Id { get; init; }

    [Id(1)]
    public required string Meter { get; init; }

    /// <summary>How many units.</summary>
    [Id(2)]
    public required long N { get; init; }

    [Id(3)]
    public required ReservationStatus Status { get; init; }

    /// <summary>When an open reservation ends by itself.</summary>
    [Id(4)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Told when it is made: whether more is then in use than the plan allows, where its limit only warns.</summary>
    [Id(5)]
    public bool OverLimit { get; init; }
}

/// <summary>A reservation to be made; its id is chosen beforehand.</summary>
[GenerateSerializer, Immutable, Alias("NewReservation")]
public sealed record NewReservation
{
    [Id(0)]
    public required ReservationId Id { get; init; }

    /// <summary>How many units, from 1.</summary>
    [Id(1)]
    public required long N { get; init; }

    /// <summary>How long it holds.</summary>
    [Id(2)]
    public required TimeSpan Ttl { get; init; }
}
