using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a project of an organization.</summary>
[GenerateSerializer, Immutable, Alias("ProjectId")]
[JsonConverter(typeof(TypedIdJsonConverter<ProjectId>))]
public readonly record struct ProjectId([property: Id(0)] string Value) : ITypedId<ProjectId>
{
    public static string Prefix => "prj_";

    public static ProjectId Wrap(string value) => new(value);

    public static ProjectId Parse(string s, IFormatProvider? provider) => TypedId.Parse<ProjectId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ProjectId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
