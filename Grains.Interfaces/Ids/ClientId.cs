using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an app client: an application that asks for tokens.</summary>
[GenerateSerializer, Immutable, Alias("ClientId")]
[JsonConverter(typeof(TypedIdJsonConverter<ClientId>))]
public readonly record struct ClientId([property: Id(0)] string Value) : ITypedId<ClientId>
{
    public static string Prefix => "cli_";

    public static ClientId Wrap(string value) => new(value);

    public static ClientId Parse(string s, IFormatProvider? provider) => TypedId.Parse<ClientId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ClientId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
