using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an organization can subscribe to. Plans are data; code asks for an ability or a limit, never for a name.</summary>
[GenerateSerializer, Immutable, Alias("Plan")]
public sealed record Plan
{
    /// <summary>The plan's key, for example <c>trial</c>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required string DisplayName { get; init; }

    /// <summary>How many days a trial of this plan lasts; null when it is not a trial.</summary>
    [Id(2)]
    public int? TrialDays { get; init; }

    /// <summary>How many of each meter the plan allows. A meter that is not named has no limit.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, long> Limits { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Which features the plan has.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, bool> Features { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>The meters whose limit only warns; the others' limits are never overshot.</summary>
    [Id(5)]
    public ImmutableArray<string> SoftLimits { get; init; } = [];
}

/// <summary>The meters that Tenantry itself counts.</summary>
public static class Meters
{
    /// <summary>Members of the organization.</summary>
    public const string Users = "users";

    /// <summary>Projects of the organization.</summary>
    public const string Projects = "projects";

    /// <summary>Environments of each project.</summary>
    public const string Environments = "environments";
}
