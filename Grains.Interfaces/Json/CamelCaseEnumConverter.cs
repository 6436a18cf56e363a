using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Writes an enum as its member's name in camelCase and reads nothing else: no numbers, no other casing rule.</summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
