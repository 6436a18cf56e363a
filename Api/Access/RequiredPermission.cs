using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>What an endpoint of an organization demands of its caller.</summary>
internal sealed record RequiredPermission(Permission Permission);

/// <summary>Marks an endpoint of an organization that no API key can use, since it is about the caller's own membership.</summary>
internal sealed record ForPeople;

internal static class PermissionConventions
{
    /// <summary>
    /// Lets in members whose role grants the permission, and API keys that have it as a scope. A stranger gets 404, a member
    /// without it 403, and while the organization is suspended everybody 403, unless the permission holds then too. What is left of
    /// the organization's quota is told to all of them.
    /// </summary>
    public static RouteHandlerBuilder RequirePermission(this RouteHandlerBuilder builder, Permission permission)
        => builder
            .WithMetadata(new RequiredPermission(permission))
            .AddEndpointFilterFactory((factory, next) =>
            {
                var grains = factory.ApplicationServices.GetRequiredService<IGrainFactory>();
                var organizationAt = IndexOf<OrganizationId>(factory.MethodInfo) ?? throw new InvalidOperationException(
                    $"{factory.MethodInfo} has no parameter of type {nameof(OrganizationId)} to authorize by.");
                var projectAt = IndexOf<ProjectId>(factory.MethodInfo);
                var quotas = factory.ApplicationServices.GetRequiredService<Quotas>();
                return async invocation =>
                {
                    var organization = invocation.GetArgument<OrganizationId>(organizationAt);
                    var caller = Caller.Of(invocation.HttpContext.User);
                    ProjectId? project = projectAt is { } at ? invocation.GetArgument<ProjectId>(at) : null;
                    var http = invocation.HttpContext;
                    var verdict = await grains.Judge(organization, caller, permission, project);
                    if (verdict.RequestsPerMinute is { } limit && quotas.CountOrganization(http, organization, limit) is { } exceeded)
                        return exceeded;
                    if (verdict.Ruling != Ruling.Allowed)
                        return Problem.Of(await Refusal(grains, organization, caller, permission, verdict));
                    return caller.IsKey && http.GetEndpoint()?.Metadata.GetMetadata<ForPeople>() is not null
                        ? new Problem(ProblemKind.UserRequired)
                        : await next(invocation);
                };
            });

    /// <summary>Refuses to start with an endpoint that does not say what it demands.</summary>
    public static TBuilder AllRequirePermissions<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(endpoint =>
        {
            if (!endpoint.Metadata.OfType<RequiredPermission>().Any())
                throw new InvalidOperationException($"{endpoint.DisplayName} declares no permission.");
        });
        return group;
    }

    private static async ValueTask<Error> Refusal(
        IGrainFactory grains, OrganizationId organization, Caller caller, Permission permission, Verdict verdict)
        => verdict.Ruling switch
        {
            Ruling.Stranger => Errors.OrganizationNotFound(organization),
            Ruling.Denied => caller.IsKey ? Errors.ScopeMissing(permission) : Errors.PermissionDenied(permission),
            Ruling.Suspended => Errors.OrganizationSuspended(),
            Ruling.FeatureMissing => Errors.FeatureNotInPlan(verdict.About!, await UpgradeFor(grains, verdict.About!)),
            Ruling.Frozen => Errors.Frozen(verdict.About!),
            Ruling.SecondFactorMissing => Errors.SecondFactorRequired(),
            _ => throw new ArgumentOutOfRangeException(nameof(permission), verdict.Ruling, "No refusal for this ruling."),
        };

    // Only a refusal looks at the plans.
    private static async Task<string?> UpgradeFor(IGrainFactory grains, string feature)
        => (await grains.Plans().List()).FirstOrDefault(plan => plan.TrialDays is null && plan.Features.GetValueOrDefault(feature))?.Name;

    private static int? IndexOf<T>(MethodInfo method)
        => Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(T)) is var index and >= 0 ? index : null;
}
