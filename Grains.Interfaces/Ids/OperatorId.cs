using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an operator, a member of the provider's own staff.</summary>
[GenerateSerializer, Immutable, Alias("OperatorId")]
[JsonConverter(typeof(TypedIdJsonConverter<OperatorId>))]
public readonly record struct OperatorId([property: Id(0)] string Value) : ITypedId<OperatorId>
{
    public static string Prefix => "opr_";

    public static OperatorId Wrap(string value) => new(value);

    public static OperatorId Parse(string s, IFormatProvider? provider) => TypedId.Parse<OperatorId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out OperatorId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
