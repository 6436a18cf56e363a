using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>
/// The content of an event in the form of RFC 8785: members in the order of their UTF-16 code units, no white space, only the
/// escapes that JSON demands. Content holds texts and nulls only, so the rules for numbers are not needed.
/// </summary>
internal static class CanonicalContent
{
    public static string Of(TenantEvent happened)
    {
        var json = new StringBuilder("{\"actor\":{");
        if (happened.CausedBy.Id is { } id)
        {
            Member(json, "id", id);
            json.Append(',');
        }

        if (happened.CausedBy.Impersonator is { } impersonator)
        {
            Member(json, "impersonator", impersonator.Value);
            json.Append(',');
        }

        Member(json, "kind", JsonNamingPolicy.CamelCase.ConvertName(happened.CausedBy.Kind.ToString()));
        json.Append('}');
        Values(json, "after", happened.After);
        Values(json, "before", happened.Before);
        Values(json, "data", happened.Data);
        if (happened.RequestId is { } request)
        {
            json.Append(',');
            Member(json, "requestId", request);
        }

        json.Append(',');
        Member(json, "subject", happened.Subject);
        return json.Append('}').ToString();
    }

    private static void Values(StringBuilder json, string name, ImmutableSortedDictionary<string, string?>? values)
    {
        if (values is null)
            return;
        json.Append(',');
        Text(json, name);
        json.Append(":{");
        var first = true;
        foreach (var (member, value) in values.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (!first)
                json.Append(',');
            first = false;
            Member(json, member, value);
        }

        json.Append('}');
    }

    private static void Member(StringBuilder json, string name, string? value)
    {
        Text(json, name);
        json.Append(':');
        if (value is null)
            json.Append("null");
        else
            Text(json, value);
    }

    private static void Text(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }
}
