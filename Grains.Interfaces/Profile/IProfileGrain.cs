using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// What an organization tells about itself and nothing else depends on: its progress in the checklist, its company details, its
/// metadata. A record of its own keeps the organization's small.
/// </summary>
[Alias("IProfileGrain")]
public interface IProfileGrain : IGrainWithStringKey
{
    /// <summary>The product's checklist with this organization's progress.</summary>
    [Alias("GetOnboarding"), AlwaysInterleave]
    ValueTask<OnboardingView> GetOnboarding();

    /// <summary>Marks a step as done; one that is done stays as it is. Errors: <see cref="ErrorCode.StepNotFound"/>.</summary>
    [Alias("CompleteStep")]
    Task<Result<OnboardingView>> CompleteStep(string step, Actor actor);

    /// <summary>Marks a step as not done. Errors: <see cref="ErrorCode.StepNotFound"/>.</summary>
    [Alias("ReopenStep")]
    Task<Result<OnboardingView>> ReopenStep(string step, Actor actor);

    [Alias("GetCompany"), AlwaysInterleave]
    ValueTask<CompanyView> GetCompany();

    /// <summary>
    /// Replaces the company details, which completes the step <c>companyDetails</c> of a checklist that has it.
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.
    /// </summary>
    [Alias("PutCompany")]
    Task<Result<CompanyView>> PutCompany(CompanyView company, long? ifRevision, Actor actor);

    /// <summary>As <see cref="PutCompany"/>, but what is null stays as it is.</summary>
    [Alias("PatchCompany")]
    Task<Result<CompanyView>> PatchCompany(CompanyView changes, long? ifRevision, Actor actor);

    [Alias("GetMetadata"), AlwaysInterleave]
    ValueTask<MetadataView> GetMetadata();

    /// <summary>Replaces all metadata. Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    [Alias("PutMetadata")]
    Task<Result<MetadataView>> PutMetadata(ImmutableSortedDictionary<string, string> metadata, long? ifRevision, Actor actor);

    /// <summary>As <see cref="PutMetadata"/> for the given keys only; null deletes a key.</summary>
    [Alias("PatchMetadata")]
    Task<Result<MetadataView>> PatchMetadata(ImmutableSortedDictionary<string, string?> changes, long? ifRevision, Actor actor);
}
