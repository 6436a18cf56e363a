using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Writes the policy small: permissions are spelled once and then counted, text is not escaped where it need not be, and what a
/// team grants is one number, its built-in role in the three lowest bits and above them one bit for each custom role.
/// </summary>
internal sealed class AccessPolicyJson : JsonConverter<AccessPolicyState>
{
    private const int RoleBits = 3;

    public override AccessPolicyState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (!root.TryGetProperty("teams", out var teams))
            return new AccessPolicyState();

        var permissions = root.GetProperty("permissions").EnumerateArray().Select(name => name.GetString()!).ToArray();
        var roles = root.GetProperty("roles").EnumerateObject()
            .Select(role => KeyValuePair.Create(role.Name, ReadRole(role.Value, permissions)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new AccessPolicyState
        {
            Order = root.GetProperty("order").GetInt64(),
            CustomRoles = roles,
            Teams = ReadTeams(teams, [.. roles.Keys]),
        };
    }

    public override void Write(Utf8JsonWriter writer, AccessPolicyState value, JsonSerializerOptions options)
    {
        var permissions = value.CustomRoles.Values.SelectMany(role => role.Permissions).Distinct().Order(StringComparer.Ordinal).ToArray();
        var keys = value.CustomRoles.Keys.ToArray();
        writer.WriteStartObject();
        writer.WriteNumber("order", value.Order);
        writer.WriteStartArray("permissions");
        foreach (var permission in permissions)
            writer.WriteStringValue(permission);
        writer.WriteEndArray();

        writer.WriteStartObject("roles");
        foreach (var (key, role) in value.CustomRoles)
            WriteRole(writer, key, role, permissions);
        writer.WriteEndObject();

        writer.WriteStartObject("teams");
        foreach (var (team, roles) in value.Teams)
            writer.WriteNumber(team.Value.AsSpan(TeamId.Prefix.Length), Grant(roles, keys));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static CustomRole ReadRole(JsonElement role, string[] permissions) => new()
    {
        Name = role.GetProperty("name").GetString()!,
        Description = role.TryGetProperty("description", out var description) ? description.GetString() : null,
        Revision = role.GetProperty("revision").GetInt64(),
        Permissions = [.. role.GetProperty("grants").EnumerateArray().Select(index => permissions[index.GetInt32()])],
    };

    private static void WriteRole(Utf8JsonWriter writer, string key, CustomRole role, string[] permissions)
    {
        writer.WriteStartObject(key);
        writer.WriteString("name", Unescaped(role.Name));
        if (role.Description is { } description)
            writer.WriteString("description", Unescaped(description));
        writer.WriteNumber("revision", role.Revision);
        writer.WriteStartArray("grants");
        foreach (var permission in role.Permissions)
            writer.WriteNumberValue(Array.BinarySearch(permissions, permission, StringComparer.Ordinal));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // There are many teams and few different grants.
    private static ImmutableDictionary<TeamId, RoleSet> ReadTeams(JsonElement teams, string[] keys)
    {
        var grants = new Dictionary<int, RoleSet>();
        var read = ImmutableDictionary.CreateBuilder<TeamId, RoleSet>();
        foreach (var team in teams.EnumerateObject())
        {
            var grant = team.Value.GetInt32();
            if (!grants.TryGetValue(grant, out var roles))
                grants[grant] = roles = ReadGrant(grant, keys);
            read.Add(TeamId.Wrap(TeamId.Prefix + team.Name), roles);
        }

        return read.ToImmutable();
    }

    private static RoleSet ReadGrant(int grant, string[] keys)
    {
        if (grant == 0)
            return RoleSet.None;
        var role = grant & ((1 << RoleBits) - 1);
        return new RoleSet
        {
            Role = role == 0 ? null : (Role)(role - 1),
            CustomRoles = [.. keys.Where((_, index) => (grant >> (RoleBits + index) & 1) == 1)],
        };
    }

    private static int Grant(RoleSet roles, string[] keys)
    {
        var grant = roles.Role is { } role ? (int)role + 1 : 0;
        foreach (var key in roles.CustomRoles.AsSpan())
            grant |= 1 << (RoleBits + Array.BinarySearch(keys, key, StringComparer.Ordinal));
        return grant;
    }

    private static JsonEncodedText Unescaped(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
