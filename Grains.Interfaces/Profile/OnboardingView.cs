using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How far an organization is with the product's checklist.</summary>
[GenerateSerializer, Immutable, Alias("OnboardingView")]
public sealed record OnboardingView
{
    /// <summary>The steps in the order they are shown; they can be done in any.</summary>
    [Id(0)]
    public ImmutableArray<OnboardingStep> Steps { get; init; } = [];

    /// <summary>How many are done.</summary>
    [Id(1)]
    public required int Done { get; init; }

    /// <summary>How many there are.</summary>
    [Id(2)]
    public required int Total { get; init; }

    /// <summary>Differs after every change of the checklist or of the progress; the ETag is made of it.</summary>
    [Id(3), JsonIgnore]
    public string Version { get; init; } = "";
}

/// <summary>A step of the checklist.</summary>
[GenerateSerializer, Immutable, Alias("OnboardingStep")]
public sealed record OnboardingStep
{
    [Id(0)]
    public required string Key { get; init; }

    [Id(1)]
    public required string Title { get; init; }

    [Id(2)]
    public required bool Done { get; init; }

    [Id(3)]
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The id of who did it; null when it is not done, or was done by nobody in particular.</summary>
    [Id(4)]
    public string? DoneBy { get; init; }
}

/// <summary>Marks a step of the checklist as done.</summary>
[GenerateSerializer, Immutable, Alias("CompleteStep")]
public sealed record CompleteStep : Command<OnboardingView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Step { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Marks a step of the checklist as not done.</summary>
[GenerateSerializer, Immutable, Alias("ReopenStep")]
public sealed record ReopenStep : Command<OnboardingView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string Step { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}
