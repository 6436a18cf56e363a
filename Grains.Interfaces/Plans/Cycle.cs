using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How long a period of a subscription is, in calendar months.</summary>
[GenerateSerializer, Alias("Cycle")]
[JsonConverter(typeof(CamelCaseEnumConverter<Cycle>))]
public enum Cycle
{
    Month,

    /// <summary>Three months.</summary>
    Quarter,

    /// <summary>Six months.</summary>
    HalfYear,
    Year,
}
