using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>What an endpoint's own work can refuse, beside what its conventions refuse.</summary>
internal sealed record Refusals(IReadOnlyList<ErrorCode> Codes)
{
    /// <summary>Everything that an endpoint can answer but success, as its metadata tells.</summary>
    public static IReadOnlyList<ProblemKind> Of(RouteEndpointShape endpoint)
    {
        var kinds = new List<ProblemKind>();
        if (endpoint.Metadata.OfType<IAcceptsMetadata>().Any())
            kinds.AddRange(
                [ProblemKind.MalformedJson, ProblemKind.Of(ErrorCode.ValidationFailed), ProblemKind.PayloadTooLarge, ProblemKind.UnsupportedMediaType]);
        if (endpoint.HasParameters)
            kinds.Add(ProblemKind.InvalidParameter);
        if (endpoint.Metadata.OfType<AuthorizationPolicy>().FirstOrDefault() is { } policy)
        {
            // Requests of API keys are counted whatever they ask for.
            kinds.AddRange([ProblemKind.Unauthenticated, ProblemKind.RateLimited]);
            kinds.AddRange(policy.Requirements.OfType<CallerRequirement>().Where(one => one.Binds(endpoint)).Select(one => one.Refusal));
        }

        if (endpoint.Metadata.OfType<RequiredPermission>().FirstOrDefault() is { Permission: var permission })
        {
            kinds.AddRange([ProblemKind.Of(ErrorCode.OrganizationNotFound), ProblemKind.Of(ErrorCode.PermissionDenied)]);
            if (!permission.Rule().HoldsWhileSuspended)
                kinds.AddRange([ProblemKind.Of(ErrorCode.OrganizationSuspended), ProblemKind.Of(ErrorCode.SecondFactorRequired)]);
            if (permission.Rule().Feature is not null)
                kinds.Add(ProblemKind.Of(ErrorCode.FeatureNotInPlan));
            if (permission.Rule() is { Reads: false, HoldsWhileFrozen: false })
                kinds.Add(ProblemKind.Of(ErrorCode.Frozen));
        }

        if (endpoint.Takes<IfMatch>())
            kinds.Add(ProblemKind.Of(ErrorCode.RevisionMismatch));
        if (endpoint.Takes<CommandSender>())
            kinds.AddRange([ProblemKind.Of(ErrorCode.IdempotencyInProgress), ProblemKind.Of(ErrorCode.IdempotencyKeyReused)]);
        if (endpoint.Metadata.OfType<RateLimited>().Any())
            kinds.Add(ProblemKind.RateLimited);
        kinds.AddRange(endpoint.Metadata.OfType<Refusals>().SelectMany(refusals => refusals.Codes).Select(ProblemKind.Of));
        kinds.AddRange([ProblemKind.InternalError, ProblemKind.Of(ErrorCode.TemporarilyUnavailable)]);
        return [.. kinds.Distinct().OrderBy(kind => kind.Status)];
    }
}

internal static class RefusalConventions
{
    /// <summary>Documents what the endpoint's own work can refuse.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder builder, params ErrorCode[] codes)
        => builder.WithMetadata(new Refusals(codes));
}
