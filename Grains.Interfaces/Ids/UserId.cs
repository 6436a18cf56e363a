using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a user, a person with one email address, worldwide.</summary>
[GenerateSerializer, Immutable, Alias("UserId")]
[JsonConverter(typeof(TypedIdJsonConverter<UserId>))]
public readonly record struct UserId([property: Id(0)] string Value) : ITypedId<UserId>
{
    public static string Prefix => "usr_";

    public static UserId Wrap(string value) => new(value);

    public static UserId Parse(string s, IFormatProvider? provider) => TypedId.Parse<UserId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out UserId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
