namespace Tenantry.Grains;

/// <summary>Room that an open reservation holds.</summary>
internal sealed record Hold(ReservationId Id, long N, DateTimeOffset ExpiresAt)
{
    /// <summary>A hold that begins now. Whole milliseconds keep its record small.</summary>
    public static Hold From(NewReservation reservation, DateTimeOffset now)
    {
        var end = now + reservation.Ttl;
        return new Hold(reservation.Id, reservation.N, end.AddTicks(-(end.Ticks % TimeSpan.TicksPerMillisecond)));
    }

    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;

    public ReservationView View(string meter, ReservationStatus status) => new()
    {
        Id = Id,
        Meter = meter,
        N = N,
        Status = status,
        ExpiresAt = ExpiresAt,
    };
}
