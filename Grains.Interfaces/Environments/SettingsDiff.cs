using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What promoting the settings of one environment to another would change there.</summary>
[GenerateSerializer, Immutable, Alias("SettingsDiff")]
public sealed record SettingsDiff
{
    /// <summary>Settings that the target does not have yet.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, string> Added { get; init; } = EmptyValues.Ordinal;

    /// <summary>Settings whose value differs.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, ValueChange> Changed { get; init; } =
        ImmutableSortedDictionary.Create<string, ValueChange>(StringComparer.Ordinal);

    /// <summary>Settings that only the target has, with their values; promotion takes them away.</summary>
    [Id(2)]
    public ImmutableSortedDictionary<string, string> Removed { get; init; } = EmptyValues.Ordinal;

    /// <summary>How many settings are the same in both.</summary>
    [Id(3)]
    public required int Unchanged { get; init; }

    /// <summary>The revision of the settings that would be promoted; to be sent with the promotion.</summary>
    [Id(4)]
    public required long FromRevision { get; init; }

    /// <summary>The revision of the target's settings; to be sent with the promotion.</summary>
    [Id(5)]
    public required long ToRevision { get; init; }
}

/// <summary>A value before and after.</summary>
[GenerateSerializer, Immutable, Alias("ValueChange")]
public sealed record ValueChange([property: Id(0)] string Before, [property: Id(1)] string After);

/// <summary>A promotion of settings, exactly as a diff has shown it.</summary>
[GenerateSerializer, Immutable, Alias("Promotion")]
public sealed record Promotion
{
    /// <summary>Tells a repetition from another promotion; becomes the id of its event.</summary>
    [Id(0)]
    public required EventId Id { get; init; }

    [Id(1)]
    public required EnvironmentId From { get; init; }

    [Id(2)]
    public required EnvironmentId To { get; init; }

    [Id(3)]
    public required long FromRevision { get; init; }

    [Id(4)]
    public required long ToRevision { get; init; }

    /// <summary>The names of the settings to promote; null for all that differ.</summary>
    [Id(5)]
    public ImmutableArray<string>? Only { get; init; }
}
