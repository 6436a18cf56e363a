using System.Text;

namespace Tenantry.Bench;

/// <summary>Looks into JSON without parsing it, because the generator must stay lean.</summary>
internal static class JsonText
{
    /// <summary>The first string value of a member with this name, or the one after <paramref name="skip"/> others.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string First(ReadOnlySpan<byte> json, string member, int skip = 0)
    {
        Span<byte> start = stackalloc byte[member.Length + 4];
        Encoding.ASCII.GetBytes($"\"{member}\":\"", start);
        var value = json;
        for (var i = 0; i <= skip; i++)
        {
            var found = value.IndexOf(start);
            if (found < 0) throw new InvalidDataException($"The answer has no member '{member}'.");
            value = value[(found + start.Length)..];
        }

        return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
