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
                var organizationAt = IndexOf<OrganizationId>(factory.MethodInfo);
                return async invocation =>
                {
                    var organization = invocation.GetArgument<OrganizationId>(organizationAt);
                    var user = Caller.Of(invocation.HttpContext.User).User;
                    return await Refuse(grains, organization, user, permission) is { } error
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
        IGrainFactory grains, OrganizationId organization, UserId user, Permission permission)
    {
        if (await grains.Membership(organization, user).GetRole() is not { } role)
            return Errors.OrganizationNotFound(organization);
        if (!role.Grants(permission))
            return Errors.PermissionDenied(permission);
        if (permission.HoldsWhileSuspended())
            return null;

        var found = await grains.Organization(organization).Get();
        return found.Value?.Status == OrganizationStatus.Suspended ? Errors.OrganizationSuspended() : found.Error;
    }

    private static int IndexOf<T>(MethodInfo method)
        => Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(T)) is var index and >= 0
            ? index
            : throw new InvalidOperationException($"{method} has no parameter of type {typeof(T).Name} to authorize by.");
}
