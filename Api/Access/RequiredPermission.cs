using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>What an endpoint of an organization demands of its caller.</summary>
internal sealed record RequiredPermission(Permission Permission);

internal static class PermissionConventions
{
    /// <summary>
    /// Lets in members whose role grants the permission. A stranger gets 404, a member without it 403, and while the
    /// organization is suspended everybody 403, unless the permission holds then too.
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
                return async invocation =>
                {
                    var organization = invocation.GetArgument<OrganizationId>(organizationAt);
                    var caller = Caller.Of(invocation.HttpContext.User);
                    ProjectId? project = projectAt is { } at ? invocation.GetArgument<ProjectId>(at) : null;
                    return await Refuse(grains, organization, caller, permission, project) is { } error
                        ? Problem.Of(error)
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

    private static async ValueTask<Error?> Refuse(
        IGrainFactory grains, OrganizationId organization, Caller caller, Permission permission, ProjectId? project)
    {
        var verdict = await grains.AccessPolicy(organization).Judge(caller.User, caller.SecondFactor, permission, project);
        return verdict.Ruling switch
        {
            Ruling.Allowed => null,
            Ruling.Stranger => Errors.OrganizationNotFound(organization),
            Ruling.Denied => Errors.PermissionDenied(permission),
            Ruling.Suspended => Errors.OrganizationSuspended(),
            Ruling.FeatureMissing => Errors.FeatureNotInPlan(verdict.About!, await UpgradeFor(grains, verdict.About!)),
            Ruling.Frozen => Errors.Frozen(verdict.About!),
            Ruling.SecondFactorMissing => Errors.SecondFactorRequired(),
            _ => throw new ArgumentOutOfRangeException(nameof(permission), verdict.Ruling, "No refusal for this ruling."),
        };
    }

    // Only a refusal looks at the plans.
    private static async Task<string?> UpgradeFor(IGrainFactory grains, string feature)
        => (await grains.Plans().List()).FirstOrDefault(plan => plan.TrialDays is null && plan.Features.GetValueOrDefault(feature))?.Name;

    private static int? IndexOf<T>(MethodInfo method)
        => Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(T)) is var index and >= 0 ? index : null;
}
