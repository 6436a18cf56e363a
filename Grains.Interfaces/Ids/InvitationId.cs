using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an invitation.</summary>
[GenerateSerializer, Immutable, Alias("InvitationId")]
[JsonConverter(typeof(TypedIdJsonConverter<InvitationId>))]
public readonly record struct InvitationId([property: Id(0)] string Value) : ITypedId<InvitationId>
{
    public static string Prefix => "inv_";

    public static InvitationId Wrap(string value) => new(value);

    public static InvitationId Parse(string s, IFormatProvider? provider) => TypedId.Parse<InvitationId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out InvitationId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
