using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tenantry.Grains.Tests;

/// <summary>Writes docs/event-types.md from the catalogue by which events are made.</summary>
internal static class EventTypeDocument
{
    public const string Command = $"{PermissionDocument.RewriteVariable}=1 dotnet test --project tests/Grains.Tests --filter-class '*EventTypeDocumentTests'";

    private const string Head = $"""
        # Event types

        Everything that happens is one of these. The list is written from the catalogue by which events are made, which refuses whatever
        it does not say; to write it again: `{Command}`.

        An event says who caused it, what it happened to, and these members; all values are texts. Those with a question mark can be null
        or absent. *Changes* are told twice, in `before` and in `after`, and only those that differ. `GET /v1/event-types` lists the types,
        `GET /v1/event-types/{"{type}"}/schema` has the JSON Schema of each; a type is never given another meaning, but can get more members.

        No event follows from a sign-in's further tokens, and none from what is counted and reserved (`POST …/usage/…`), of which there can
        be thousands a second: `limit.exceeded` tells what matters of it, and the numbers are read from the usage.

        """;

    public static string Path { get; } = System.IO.Path.Combine(PermissionDocument.Root(), "docs", "event-types.md");

    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (var type in EventTypes.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## `{type.Name}`\n\n{type.Description}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"In the log of: {string.Join(", ", type.Logs.Select(NameOf))}. ");
            text.Append(CultureInfo.InvariantCulture, $"Subject: {type.Subject.Name}{(type.Subject.Prefix is { } prefix ? $" (`{prefix}…`)" : "")}.\n");
            Members(text, "Data", type.Data);
            Members(text, "Changes", type.Changes);
        }

        return text.ToString();
    }

    private static void Members(StringBuilder text, string title, ImmutableArray<EventMember> members)
    {
        if (members.IsEmpty)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (var member in members)
        {
            var name = member.Name == EventMember.AnyName ? "any name" : $"`{member.Name}`{(member.IsNullable ? "?" : "")}";
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {member.Meaning}\n");
        }
    }

    private static string NameOf(LogKind log) => log switch
    {
        LogKind.Organization => "the organization",
        LogKind.User => "the user",
        _ => "the operators",
    };
}
