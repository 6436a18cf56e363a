using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>What names and values of an environment may look like, and how many there may be.</summary>
internal static partial class ValueRules
{
    /// <summary>How many values of one kind an environment can have.</summary>
    public const int MostValues = 100;

    private const int MostValueBytes = 4 * 1024;
    private const int MostFaults = 20;

    // What a name or a value takes beside its own bytes: quotes, a colon and a comma.
    private const int Punctuation = 6;

    /// <summary>Every rule that the changes break by themselves, whatever the environment holds.</summary>
    public static Error? Refusal(ValueChanges changes)
    {
        var rules = new FieldRules();
        var faults = 0;
        foreach (var (name, value) in changes.Values)
        {
            if (Fault(name, value, changes.Merge) is not { } fault)
                continue;
            rules.Break($"values.{(name.Length > 64 ? $"{name[..64]}…" : name)}", fault);
            if (++faults == MostFaults)
                break;
        }

        return rules.AreBroken ? rules.ToError() : null;
    }

    /// <summary>The values after the changes.</summary>
    public static ImmutableSortedDictionary<string, string> Apply(ImmutableSortedDictionary<string, string> before, ValueChanges changes)
    {
        var after = changes.Merge ? before : EmptyValues.Ordinal;
        foreach (var (name, value) in changes.Values)
            after = value is null ? after.Remove(name) : after.SetItem(name, value);
        return after;
    }

    /// <summary>How many bytes of JSON the values take at most.</summary>
    public static int Size(ImmutableSortedDictionary<string, string> values)
        => values.Sum(entry => JsonEncodedText.Encode(entry.Key).EncodedUtf8Bytes.Length
            + JsonEncodedText.Encode(entry.Value).EncodedUtf8Bytes.Length + Punctuation);

    private static string? Fault(string name, string? value, bool mayBeNull)
        => !Name().IsMatch(name) ? "must be a name of 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter"
            : value is null ? (mayBeNull ? null : "must not be null")
            : System.Text.Encoding.UTF8.GetByteCount(value) > MostValueBytes ? "must have at most 4 KB"
            : value.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')) ? "must be text without control characters"
            : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.-]{0,63}\z")]
    private static partial Regex Name();
}
