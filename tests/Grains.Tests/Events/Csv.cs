using System.Text;

namespace Tenantry.Grains.Tests;

/// <summary>Reads tables as RFC 4180 defines them.</summary>
internal static class Csv
{
    public static IEnumerable<string[]> Read(string text)
    {
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] == ',')
                End();
            else if (!quoted && text[i] == '\r' && text[i + 1] == '\n')
            {
                End();
                yield return [.. row];
                row.Clear();
                i++;
            }
            else
                field.Append(text[i]);
        }

        void End()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
