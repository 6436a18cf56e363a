using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an API key.</summary>
[GenerateSerializer, Immutable, Alias("ApiKeyId")]
[JsonConverter(typeof(TypedIdJsonConverter<ApiKeyId>))]
public readonly record struct ApiKeyId([property: Id(0)] string Value) : ITypedId<ApiKeyId>
{
    public static string Prefix => "key_";

    public static ApiKeyId Wrap(string value) => new(value);

    public static ApiKeyId Parse(string s, IFormatProvider? provider) => TypedId.Parse<ApiKeyId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ApiKeyId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
