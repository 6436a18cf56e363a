using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tenantry.Api;

/// <summary>Writes the JSON Schema of what events of a type say, from the catalogue.</summary>
internal static class EventSchema
{
    /// <summary>The schema of the <c>data</c> member of a CloudEvent or of a webhook's body.</summary>
    public static JsonObject Of(EventType type)
    {
        var members = new JsonObject
        {
            ["actor"] = Actor(),
            ["subject"] = Subject(type.Subject),
            ["requestId"] = Text("The request that caused it; absent when none did."),
            ["data"] = Values(type.Data, "What is worth knowing about it.", areRequired: true),
        };
        var required = new JsonArray("actor", "subject", "data");
        if (!type.Changes.IsEmpty)
        {
            members["before"] = Values(type.Changes, "What was, of what changed.", areRequired: false);
            members["after"] = Values(type.Changes, "What is now, by the same names.", areRequired: false);
            required.Add("before");
            required.Add("after");
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:tenantry:event:{type.Name}",
            ["title"] = type.Name,
            ["description"] = type.Description,
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Actor() => new()
    {
        ["description"] = "Who caused it.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["kind"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. Enum.GetNames<ActorKind>().Select(kind => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(kind)))]),
            },
            ["id"] = Text("The user's, operator's or API key's id; absent for the other kinds."),
            ["impersonator"] = Text("The operator who acted in the name of this user; absent when the user did."),
        },
        ["required"] = new JsonArray("kind"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Subject(EventSubject subject)
    {
        var schema = Text($"What it happened to: {subject.Name}.");
        if (subject.Prefix is { } prefix)
            schema["pattern"] = $"^{prefix}[0-9a-z]{{26}}$";
        return schema;
    }

    private static JsonObject Values(ImmutableArray<EventMember> members, string description, bool areRequired)
    {
        var properties = new JsonObject();
        JsonNode others = JsonValue.Create(false);
        foreach (var member in members)
        {
            if (member.Name == EventMember.AnyName)
                others = Value(member);
            else
                properties[member.Name] = Value(member);
        }

        var schema = new JsonObject
        {
            ["description"] = description,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = others,
        };
        if (areRequired && members.Any(member => !member.IsNullable))
            schema["required"] = new JsonArray([.. members.Where(member => !member.IsNullable).Select(member => JsonValue.Create(member.Name))]);
        return schema;
    }

    private static JsonObject Value(EventMember member)
    {
        var schema = Text(member.Meaning);
        if (member.IsNullable)
            schema["type"] = new JsonArray("string", "null");
        return schema;
    }

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };
}
