using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an export of an audit log.</summary>
[GenerateSerializer, Immutable, Alias("ExportId")]
[JsonConverter(typeof(TypedIdJsonConverter<ExportId>))]
public readonly record struct ExportId([property: Id(0)] string Value) : ITypedId<ExportId>
{
    public static string Prefix => "exp_";

    public static ExportId Wrap(string value) => new(value);

    public static ExportId Parse(string s, IFormatProvider? provider) => TypedId.Parse<ExportId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ExportId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
