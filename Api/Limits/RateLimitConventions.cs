using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>Marks an endpoint that a rate limit guards.</summary>
/// <param name="Policy">The limit's name in the RateLimit headers.</param>
internal sealed record RateLimited(string Policy);

internal static class RateLimitConventions
{
    /// <summary>
    /// Lets each client address in only so often; every answer tells how often, as in draft-ietf-httpapi-ratelimit-headers-10.
    /// Counts before the body is read, so that refusing costs little.
    /// </summary>
    public static RouteHandlerBuilder LimitSignupsPerAddress(this RouteHandlerBuilder builder)
    {
        const string policy = "signups";
        builder.Add(endpoint =>
        {
            var window = endpoint.ApplicationServices.GetRequiredService<RateWindow>();
            var policyHeader = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={window.Limit};w={RateWindow.Length.TotalSeconds}");
            var next = endpoint.RequestDelegate!;
            endpoint.Metadata.Add(new RateLimited(policy));
            endpoint.RequestDelegate = context =>
            {
                var decision = window.Count(context.Connection.RemoteIpAddress);
                var seconds = (long)Math.Ceiling(decision.ResetsIn.TotalSeconds);
                var headers = context.Response.Headers;
                headers["RateLimit-Policy"] = policyHeader;
                headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={decision.Remaining};t={seconds}");
                return decision.Allowed ? next(context) : Refusal(decision, policy).ExecuteAsync(context);
            };
        });
        return builder;
    }

    private static Problem Refusal(RateDecision decision, string policy) => new(ProblemKind.RateLimited)
    {
        Detail = "This address has asked for too many sign-ups; wait for the next minute.",
        RetryAfter = decision.ResetsIn,
        ViolatedPolicies = [policy],
    };
}
