using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Tenantry.Api;

/// <summary>Which kind of caller an endpoint is for.</summary>
/// <param name="Accepts">Whether the caller is of that kind.</param>
/// <param name="Refusal">What a signed-in caller of the other kind is told.</param>
internal sealed record CallerRequirement(Func<Caller, bool> Accepts, ProblemKind Refusal) : IAuthorizationRequirement
{
    public static readonly AuthorizationPolicy Users = Policy(new(caller => caller.IsUser, ProblemKind.UserRequired));

    public static readonly AuthorizationPolicy Operators = Policy(new(caller => caller.IsOperator, ProblemKind.OperatorRequired));

    /// <summary>Users, and who has a good token of an issuer outside and no account yet.</summary>
    public static readonly AuthorizationPolicy Sessions = new AuthorizationPolicyBuilder(IExternalIdentities.SessionScheme)
        .AddRequirements(new CallerRequirement(caller => caller.IsUser, ProblemKind.UserRequired) { AcceptsNewcomers = true })
        .Build();

    /// <summary>Whether who has no account yet is accepted too.</summary>
    public bool AcceptsNewcomers { get; init; }

    private static AuthorizationPolicy Policy(CallerRequirement requirement)
        => new AuthorizationPolicyBuilder().AddRequirements(requirement).Build();
}

internal sealed class CallerRequirementHandler : AuthorizationHandler<CallerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        if (requirement.Accepts(Caller.Of(context.User)) || (requirement.AcceptsNewcomers && Caller.IsNewcomer(context.User)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Tells a caller of the wrong kind which kind is needed; leaves everything else to the framework.</summary>
internal sealed class CallerRefusal : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        => authorizeResult.Forbidden && policy.Requirements is [CallerRequirement requirement, ..]
            ? new Problem(requirement.Refusal).ExecuteAsync(context)
            : _framework.HandleAsync(next, context, policy, authorizeResult);
}

internal static class CallerConventions
{
    /// <summary>Lets in signed-in users of tenants only: 401 without a token, 403 <c>user_required</c> for operators.</summary>
    public static TBuilder RequireUser<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Users);

    /// <summary>Lets in operators only: 401 without a token, 403 <c>operator_required</c> for users of tenants.</summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Operators);
}
