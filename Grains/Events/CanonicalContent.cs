using System.Globalization;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// The content of an event in the form of RFC 8785: members in the order of their UTF-16 code units, no white space, only the
/// escapes that JSON demands. Content holds texts and nulls only, so the rules for numbers are not needed.
/// </summary>
internal static class CanonicalContent
{
    public static string Of(TenantEvent happened)
    {
        var json = new StringBuilder("{\"causedBy\":{");
        if (happened.CausedBy.Id is { } id)
        {
            Member(json, "id", id);
            json.Append(',');
        }

        Member(json, "kind", happened.CausedBy.Kind.ToString());
        json.Append("},\"data\":{");
        var first = true;
        foreach (var (name, value) in happened.Data.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (!first)
                json.Append(',');
            first = false;
            Member(json, name, value);
        }

        json.Append("},");
        Member(json, "subject", happened.Subject);
        return json.Append('}').ToString();
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
