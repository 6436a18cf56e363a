using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an environment of a project.</summary>
[GenerateSerializer, Immutable, Alias("EnvironmentId")]
[JsonConverter(typeof(TypedIdJsonConverter<EnvironmentId>))]
public readonly record struct EnvironmentId([property: Id(0)] string Value) : ITypedId<EnvironmentId>
{
    public static string Prefix => "env_";

    public static EnvironmentId Wrap(string value) => new(value);

    public static EnvironmentId Parse(string s, IFormatProvider? provider) => TypedId.Parse<EnvironmentId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out EnvironmentId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
