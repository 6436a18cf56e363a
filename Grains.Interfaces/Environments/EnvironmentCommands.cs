using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>Gives an environment a new publishable key.</summary>
[GenerateSerializer, Immutable, Alias("RotateEnvironmentKeyCommand")]
public sealed record RotateEnvironmentKey : Command<EnvironmentView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required EnvironmentId Environment { get; init; }

    /// <summary>For how many minutes the old key stays good; null for a day.</summary>
    [Id(3)]
    public int? OverlapMinutes { get; init; }

    [Id(4)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends the time of an environment's previous key now.</summary>
[GenerateSerializer, Immutable, Alias("EndPreviousKeyCommand")]
public sealed record EndPreviousKey : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required EnvironmentId Environment { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Promotes the settings of one environment to another, as a diff has shown it.</summary>
[GenerateSerializer, Immutable, Alias("PromoteSettingsCommand")]
public sealed record PromoteSettings : Command<EnvironmentValues>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ProjectId Project { get; init; }

    [Id(2)]
    public required EnvironmentId From { get; init; }

    [Id(3)]
    public required EnvironmentId To { get; init; }

    [Id(4)]
    public required long FromRevision { get; init; }

    [Id(5)]
    public required long ToRevision { get; init; }

    /// <summary>The names of the settings to promote; null for all that differ.</summary>
    [Id(6)]
    public ImmutableArray<string>? Only { get; init; }

    [Id(7)]
    public required Actor Actor { get; init; }
}
