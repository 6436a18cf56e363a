using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Tenantry.Api;

/// <summary>Which kind of caller an endpoint is for.</summary>
/// <param name="Accepts">Whether the caller is of that kind, and this is a method for them.</param>
/// <param name="Refusal">What a signed-in caller of the other kind is told.</param>
internal sealed record CallerRequirement(Func<Caller, string, bool> Accepts, ProblemKind Refusal) : IAuthorizationRequirement
{
    public static readonly AuthorizationPolicy Users = Policy(new((caller, _) => caller.IsUser, ProblemKind.UserRequired));

    public static readonly AuthorizationPolicy Members = Policy(new((caller, _) => caller.IsUser || caller.IsKey, ProblemKind.UserRequired));

    public static readonly AuthorizationPolicy Operators = Policy(new(
        (caller, method) => caller.IsOperator || (caller.IsPlatformKey && HttpMethods.IsGet(method) && caller.Has(ApiKeyScopes.AdminRead)),
        ProblemKind.OperatorRequired));

    private static AuthorizationPolicy Policy(CallerRequirement requirement)
        => new AuthorizationPolicyBuilder().AddRequirements(requirement).Build();
}

internal sealed class CallerRequirementHandler : AuthorizationHandler<CallerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        if (requirement.Accepts(Caller.Of(context.User), (context.Resource as HttpContext)?.Request.Method ?? ""))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Tells a caller of the wrong kind which kind is needed; leaves everything else to the framework.</summary>
internal sealed class CallerRefusal(Quotas quotas) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        => quotas.CountKey(context) is { } exceeded ? exceeded.ExecuteAsync(context)
            : authorizeResult.Forbidden && policy.Requirements is [CallerRequirement requirement, ..]
                ? new Problem(requirement.Refusal).ExecuteAsync(context)
                : _framework.HandleAsync(next, context, policy, authorizeResult);
}

internal static class CallerConventions
{
    /// <summary>Lets in signed-in users of tenants and API keys: 401 without a token, 403 <c>user_required</c> for operators.</summary>
    public static TBuilder RequireMember<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Members);

    /// <summary>Lets in signed-in users of tenants only: 401 without a token, 403 <c>user_required</c> for operators and API keys.</summary>
    public static TBuilder RequireUser<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Users);

    /// <summary>
    /// Lets in operators, and keys of the platform that may read what operators read: 401 without a token, 403
    /// <c>operator_required</c> for users of tenants and for other keys.
    /// </summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Operators);
}
