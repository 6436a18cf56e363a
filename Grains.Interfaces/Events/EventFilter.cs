using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Which types of events somebody wants: types by their names, such as <c>member.added</c>, or all that begin alike by
/// <c>member.*</c>. Without any, all are wanted.
/// </summary>
/// <param name="Patterns">The names.</param>
public sealed partial record EventFilter(ImmutableArray<string> Patterns)
{
    /// <summary>How many there can be.</summary>
    public const int MostPatterns = 50;

    /// <summary>What a broken rule says of one.</summary>
    public const string Rule = "must be a type of event such as member.added, or the beginning of some such as member.*";

    public static readonly EventFilter All = new(ImmutableArray<string>.Empty);

    /// <summary>Whether everything is wanted.</summary>
    public bool IsAll => Patterns.IsEmpty;

    /// <summary>Whether an event of this type is wanted.</summary>
    public bool Admits(string type)
    {
        foreach (var pattern in Patterns)
        {
            if (pattern.EndsWith('*') ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : type == pattern)
                return true;
        }

        return Patterns.IsEmpty;
    }

    /// <summary>Whether it has the form of a type, or of the beginning of some; there need be no such type.</summary>
    public static bool IsPattern(string text) => text.Length <= 100 && Form().IsMatch(text);

    [GeneratedRegex(@"^(\*|[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?)\z")]
    private static partial Regex Form();
}
