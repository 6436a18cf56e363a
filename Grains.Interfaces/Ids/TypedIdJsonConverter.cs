using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Writes a typed id as its text, as a value and as a property name.</summary>
public sealed class TypedIdJsonConverter<T> : JsonConverter<T>
    where T : struct, ITypedId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && TypedId.TryParse<T>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"The value is not an id of the form {T.Prefix}….");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TypedId.TryParse<T>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"The name is not an id of the form {T.Prefix}….");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WritePropertyName(value.Value);
}
