using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a mail on its way, and the message that it becomes.</summary>
[GenerateSerializer, Immutable, Alias("MailId")]
[JsonConverter(typeof(TypedIdJsonConverter<MailId>))]
public readonly record struct MailId([property: Id(0)] string Value) : ITypedId<MailId>
{
    public static string Prefix => "mai_";

    public static MailId Wrap(string value) => new(value);

    public static MailId Parse(string s, IFormatProvider? provider) => TypedId.Parse<MailId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out MailId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
