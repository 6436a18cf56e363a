using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a session: a family of refresh tokens that descend from one sign-in.</summary>
[GenerateSerializer, Immutable, Alias("SessionId")]
[JsonConverter(typeof(TypedIdJsonConverter<SessionId>))]
public readonly record struct SessionId([property: Id(0)] string Value) : ITypedId<SessionId>
{
    public static string Prefix => "ses_";

    public static SessionId Wrap(string value) => new(value);

    public static SessionId Parse(string s, IFormatProvider? provider) => TypedId.Parse<SessionId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out SessionId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
