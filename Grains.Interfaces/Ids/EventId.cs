using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an event, and the message that carried it.</summary>
[GenerateSerializer, Immutable, Alias("EventId")]
[JsonConverter(typeof(TypedIdJsonConverter<EventId>))]
public readonly record struct EventId([property: Id(0)] string Value) : ITypedId<EventId>
{
    public static string Prefix => "evt_";

    public static EventId Wrap(string value) => new(value);

    public static EventId Parse(string s, IFormatProvider? provider) => TypedId.Parse<EventId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out EventId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
