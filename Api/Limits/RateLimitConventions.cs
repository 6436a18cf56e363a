using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>Marks an endpoint that a rate limit guards.</summary>
/// <param name="Policy">The limit's name in the RateLimit headers.</param>
internal sealed record RateLimited(string Policy);

/// <summary>
/// Lets each client address in only so often; every answer tells how often, as in draft-ietf-httpapi-ratelimit-headers-10.
/// Counts before the body is read, so that refusing costs little.
/// </summary>
internal static class RateLimitConventions
{
    /// <summary>The policy of sign-ups, under which their window is registered.</summary>
    public const string Signups = "signups";

    /// <summary>The policy of look-ups of publishable keys, under which their window is registered.</summary>
    public const string KeyLookups = "key-lookups";

    /// <summary>The policy of mails about accounts and their tokens, under which their window is registered.</summary>
    public const string AccountRequests = "account-requests";

    public static RouteHandlerBuilder LimitSignupsPerAddress(this RouteHandlerBuilder builder)
        => builder.LimitPerAddress(Signups, "This address has asked for too many sign-ups; wait for the next minute.");

    public static RouteHandlerBuilder LimitKeyLookupsPerAddress(this RouteHandlerBuilder builder)
        => builder.LimitPerAddress(KeyLookups, "This address has looked up too many keys; wait for the next minute.");

    public static RouteHandlerBuilder LimitAccountRequestsPerAddress(this RouteHandlerBuilder builder)
        => builder.LimitPerAddress(AccountRequests, "This address has asked too often; wait for the next minute.");

    private static RouteHandlerBuilder LimitPerAddress(this RouteHandlerBuilder builder, string policy, string detail)
    {
        builder.Add(endpoint =>
        {
            var window = endpoint.ApplicationServices.GetRequiredKeyedService<AddressWindow>(policy);
            var policyHeader = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={window.Limit};w={RateDecision.Window.TotalSeconds}");
            var next = endpoint.RequestDelegate!;
            endpoint.Metadata.Add(new RateLimited(policy));
            endpoint.RequestDelegate = context =>
            {
                var decision = window.Count(context.Connection.RemoteIpAddress);
                var headers = context.Response.Headers;
                headers["RateLimit-Policy"] = policyHeader;
                headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={decision.Remaining};t={decision.Seconds}");
                return decision.Allowed ? next(context) : Refusal(decision, policy, detail).ExecuteAsync(context);
            };
        });
        return builder;
    }

    private static Problem Refusal(RateDecision decision, string policy, string detail) => new(ProblemKind.RateLimited)
    {
        Detail = detail,
        RetryAfter = decision.ResetsIn,
        ViolatedPolicies = [policy],
    };
}
