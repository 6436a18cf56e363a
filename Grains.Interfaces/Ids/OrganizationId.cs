using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies an organization, the tenant.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationId")]
[JsonConverter(typeof(TypedIdJsonConverter<OrganizationId>))]
public readonly record struct OrganizationId([property: Id(0)] string Value) : ITypedId<OrganizationId>
{
    public static string Prefix => "org_";

    public static OrganizationId Wrap(string value) => new(value);

    public static OrganizationId Parse(string s, IFormatProvider? provider) => TypedId.Parse<OrganizationId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out OrganizationId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}
