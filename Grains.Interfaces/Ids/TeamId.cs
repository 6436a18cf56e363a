using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a team.</summary>
[GenerateSerializer, Immutable, Alias("TeamId")]
[JsonConverter(typeof(TypedIdJsonConverter<TeamId>))]
public readonly record struct TeamId([property: Id(0)] string Value) : ITypedId<TeamId>
{
    public static string Prefix => "tea_";

    public static TeamId Wrap(string value) => new(value);

    public static TeamId Parse(string s, IFormatProvider? provider) => TypedId.Parse<TeamId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out TeamId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
