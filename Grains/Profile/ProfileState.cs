using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an organization tells about itself. Each part counts its own changes.</summary>
internal sealed record ProfileState
{
    /// <summary>The steps that are done, by key; some may not be in the checklist any more.</summary>
    public ImmutableSortedDictionary<string, StepDone> Steps { get; init; } = ImmutableSortedDictionary<string, StepDone>.Empty;

    public long StepsRevision { get; init; }

    public CompanyView Company { get; init; } = new();

    public long CompanyRevision { get; init; }

    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public long MetadataRevision { get; init; }

    public OnboardingView Onboarding(ProductDefinition product)
    {
        var steps = product.Onboarding.Select(step => View(step, Steps.GetValueOrDefault(step.Key))).ToImmutableArray();
        return new OnboardingView
        {
            Steps = steps,
            Done = steps.Count(step => step.Done),
            Total = steps.Length,
            Version = $"{product.Revision}.{StepsRevision + 1}",
        };
    }

    // Progress in steps that are not in the checklist any more is kept only while there is no newer progress.
    public ProfileState Complete(string step, StepDone done, ProductDefinition product) => this with
    {
        Steps = Steps.RemoveRange(Steps.Keys.Except(product.Onboarding.Select(known => known.Key)).ToArray()).SetItem(step, done),
        StepsRevision = StepsRevision + 1,
    };

    public ProfileState Reopen(string step) => this with { Steps = Steps.Remove(step), StepsRevision = StepsRevision + 1 };

    // Revisions count from 1 also before anything was put, so that there is an ETag to insist on.
    public CompanyView CompanyAt() => Company with { Revision = CompanyRevision + 1 };

    public MetadataView MetadataAt() => new() { Metadata = Metadata, Revision = MetadataRevision + 1 };

    private static OnboardingStep View(StepDefinition step, StepDone? done) => new()
    {
        Key = step.Key,
        Title = step.Title,
        Done = done is not null,
        DoneAt = done?.At,
        DoneBy = done?.By,
    };
}

/// <summary>When a step was done, and by whom.</summary>
internal sealed record StepDone(DateTimeOffset At, string? By);
