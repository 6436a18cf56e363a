using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a reservation of a meter.</summary>
[GenerateSerializer, Immutable, Alias("ReservationId")]
[JsonConverter(typeof(TypedIdJsonConverter<ReservationId>))]
public readonly record struct ReservationId([property: Id(0)] string Value) : ITypedId<ReservationId>
{
    public static string Prefix => "rsv_";

    public static ReservationId Wrap(string value) => new(value);

    public static ReservationId Parse(string s, IFormatProvider? provider) => TypedId.Parse<ReservationId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ReservationId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
