using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The catalogue of event types: the one source of what events may say, of their JSON schemas and of the list in the documentation.
/// Each concept has its types in a file of its own.
/// </summary>
public static partial class EventTypes
{
    /// <summary>Every type, in the order of their names.</summary>
    public static ImmutableArray<EventType> All => Catalogue.All;

    /// <summary>The type of that name; null when there is none.</summary>
    public static EventType? Find(string name) => Catalogue.ByName.GetValueOrDefault(name);

    // A class of its own, since nothing says in which order the parts of one class are made.
    private static class Catalogue
    {
        public static readonly ImmutableArray<EventType> All =
        [
            .. typeof(EventTypes).GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(EventType))
                .Select(property => (EventType)property.GetValue(null)!)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ];

        public static readonly FrozenDictionary<string, EventType> ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
    }
}
