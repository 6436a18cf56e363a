using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>The two kinds of values that an environment has.</summary>
[GenerateSerializer, Alias("ValueKind")]
public enum ValueKind
{
    /// <summary>They belong to the environment alone, are never promoted, and no publishable key shows them.</summary>
    Variables,

    /// <summary>They can be promoted to another environment, and clients read them with the publishable key.</summary>
    Settings,
}

/// <summary>All values of one kind in one environment.</summary>
[GenerateSerializer, Immutable, Alias("EnvironmentValues")]
public sealed record EnvironmentValues
{
    /// <summary>The values by their names.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, string> Values
    {
        get;
        // What was read from JSON compares as the machine's language does.
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = EmptyValues.Ordinal;

    /// <summary>Counts the changes of these values, from 0; the ETag is made of it.</summary>
    [Id(1), JsonIgnore]
    public long Revision { get; init; }

    // A variable can be a password.
    public override string ToString() => $"{Values.Count} values";
}

/// <summary>Changes to the values of one kind.</summary>
[GenerateSerializer, Immutable, Alias("ValueChanges")]
public sealed record ValueChanges
{
    [Id(0)]
    public required ValueKind Kind { get; init; }

    /// <summary>The new values by their names; null takes one away.</summary>
    [Id(1)]
    public required ImmutableSortedDictionary<string, string?> Values { get; init; }

    /// <summary>Whether values that are not named stay as they are; otherwise they go.</summary>
    [Id(2)]
    public bool Merge { get; init; }

    public override string ToString() => $"{Values.Count} {Kind}";
}

/// <summary>Empty maps in ordinal order.</summary>
public static class EmptyValues
{
    public static readonly ImmutableSortedDictionary<string, string> Ordinal =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
