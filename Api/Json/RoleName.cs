using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Api;

/// <summary>A built-in role as callers may write it: by its name, or as other products call it: owner, editor, user.</summary>
[JsonConverter(typeof(RoleNameConverter))]
internal readonly record struct RoleName(Role Role);

internal sealed class RoleNameConverter : JsonConverter<RoleName>
{
    public override RoleName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && RoleKeys.TryParseBuiltIn(reader.GetString(), out var role)
            ? new(role)
            : throw new JsonException("The value is not the name of a built-in role.");

    public override void Write(Utf8JsonWriter writer, RoleName value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Role.Key());
}
