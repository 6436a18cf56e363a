using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Whose log: an organization's or a user's, named by their id, or <c>operators</c>, the one of the provider's own staff.
/// </summary>
[GenerateSerializer, Immutable, Alias("LogId")]
[JsonConverter(typeof(LogIdJsonConverter))]
public readonly record struct LogId([property: Id(0)] string Value) : IParsable<LogId>
{
    /// <summary>What belongs to no tenant: the catalogue, the staff, platform keys, clients.</summary>
    public static LogId Operators { get; } = new("operators");

    public static LogId Of(OrganizationId organization) => new(TypedId.Key(organization));

    public static LogId Of(UserId user) => new(TypedId.Key(user));

    /// <summary>The organization whose log it is; null when it is another's.</summary>
    public OrganizationId? Organization => OrganizationId.TryParse(Value, null, out var id) ? id : null;

    public static LogId Parse(string s, IFormatProvider? provider)
        => TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' names no log.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LogId result)
    {
        var known = s == Operators.Value || OrganizationId.TryParse(s, null, out _) || UserId.TryParse(s, null, out _);
        result = known ? new LogId(s!) : default;
        return known;
    }

    public override string ToString() => Value;
}

/// <summary>Writes the name of a log as text.</summary>
public sealed class LogIdJsonConverter : JsonConverter<LogId>
{
    public override LogId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => LogId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("The value names no log.");

    public override void Write(Utf8JsonWriter writer, LogId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
