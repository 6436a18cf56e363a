using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>What an endpoint demands of its caller, whoever that is.</summary>
/// <param name="Accepts">Whether the caller is of that kind.</param>
/// <param name="Refusal">What a signed-in caller of another kind is told.</param>
internal sealed record CallerRequirement(Func<Caller, HttpContext, bool> Accepts, ProblemKind Refusal) : IAuthorizationRequirement
{
    public static readonly AuthorizationPolicy Users = Policy(new CallerRequirement((caller, _) => caller.IsUser, ProblemKind.UserRequired));

    public static readonly AuthorizationPolicy Members = Policy(
        new CallerRequirement((caller, _) => caller.IsUser || caller.IsKey, ProblemKind.UserRequired));

    public static readonly AuthorizationPolicy Operators = Policy(
        new((caller, http) => caller.IsOperator || (ReadsForOperators(caller, http) && !IsOwnAccount(http)), ProblemKind.OperatorRequired),
        new(
            (caller, http) => caller.SecondFactor || caller.IsKey || IsOwnAccount(http) || !http.RequestServices.GetRequiredService<ApiSettings>().OperatorsNeedSecondFactor,
            ProblemKind.SecondFactorRequired)
        {
            Binds = endpoint => !endpoint.Metadata.OfType<OwnAccount>().Any(),
        },
        new((caller, http) => caller.Role == OperatorRole.Admin || Reads(http.Request.Method) || IsOwnAccount(http), ProblemKind.OperatorAdminRequired)
        {
            Binds = endpoint => !endpoint.IsGet && !endpoint.Metadata.OfType<OwnAccount>().Any(),
        });

    /// <summary>Users, and who has a good token of an issuer outside and no account yet.</summary>
    public static readonly AuthorizationPolicy Sessions = new AuthorizationPolicyBuilder(IExternalIdentities.SessionScheme)
        .AddRequirements(new CallerRequirement((caller, http) => caller.IsUser || Caller.IsNewcomer(http.User), ProblemKind.UserRequired))
        .Build();

    /// <summary>Whether the endpoint can refuse by it, for the documentation.</summary>
    public Func<RouteEndpointShape, bool> Binds { get; private init; } = _ => true;

    private static bool ReadsForOperators(Caller caller, HttpContext http)
        => caller.IsPlatformKey && Reads(http.Request.Method)
            && (caller.Has(ApiKeyScopes.AdminRead) || (http.GetEndpoint()?.Metadata.GetMetadata<ReadableWith>() is { } with && caller.Has(with.Scope)));

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool IsOwnAccount(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OwnAccount>() is not null;

    private static AuthorizationPolicy Policy(params CallerRequirement[] requirements)
        => new AuthorizationPolicyBuilder().AddRequirements(requirements).Build();
}

/// <summary>Marks an endpoint by which operators see to their own accounts: it is for every role, and for who has no second factor yet.</summary>
internal sealed record OwnAccount;

/// <summary>Marks an endpoint for operators that keys of the platform can read with a scope of its own, too.</summary>
/// <param name="Scope">The scope.</param>
internal sealed record ReadableWith(string Scope);

internal sealed class CallerRequirementHandler : AuthorizationHandler<CallerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        if (context.Resource is HttpContext http && requirement.Accepts(Caller.Of(context.User), http))
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
            : authorizeResult.Forbidden && FirstFailed(policy, authorizeResult) is { } requirement ? new Problem(requirement.Refusal).ExecuteAsync(context)
            : _framework.HandleAsync(next, context, policy, authorizeResult);

    // In the order of the policy: who is no operator is not told which role they would need.
    private static CallerRequirement? FirstFailed(AuthorizationPolicy policy, PolicyAuthorizationResult result)
        => policy.Requirements.OfType<CallerRequirement>()
            .FirstOrDefault(requirement => result.AuthorizationFailure?.FailedRequirements.Contains(requirement) == true);
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
    /// Lets in operators, those of the role support to reading, and keys of the platform that may read what operators read: 401
    /// without a token, 403 <c>operator_required</c> for users of tenants and other keys, 403 <c>operator_admin_required</c> for who
    /// may only read. What is for operators is internal.
    /// </summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(CallerRequirement.Operators).WithMetadata(InternalOnly.Mark);

    /// <summary>After <see cref="RequireOperator"/>: lets in keys of the platform with this scope as well, to reading.</summary>
    public static TBuilder ReadWith<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new ReadableWith(scope));

    /// <summary>As <see cref="RequireOperator"/>, for what operators of every role do about their own account.</summary>
    public static TBuilder RequireOperatorThemselves<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireOperator().WithMetadata(new OwnAccount());
}
