using System.Globalization;

namespace Tenantry.Api;

/// <summary>
/// How many requests an API key, and everybody together about one organization, may send in a minute. Every answer tells what is
/// left, as in draft-ietf-httpapi-ratelimit-headers-10.
/// </summary>
internal sealed class Quotas(ApiSettings settings, TimeProvider time)
{
    private const string Policy = "RateLimit-Policy";
    private const string Left = "RateLimit";
    private const string OfKey = "key";
    private const string OfOrganization = "organization";

    private readonly RateWindow<string> _keys = new(time);
    private readonly RateWindow<OrganizationId> _organizations = new(time);

    /// <summary>Counts a request of an API key; answers the refusal when there were too many. Others are not counted.</summary>
    public Problem? CountKey(HttpContext context)
    {
        if (!settings.Quotas || Caller.Of(context.User) is not { IsKey: true } caller)
            return null;

        var limit = caller.RequestsPerMinute ?? settings.RequestsPerKeyPerMinute;
        return Tell(context, OfKey, limit, _keys.Count(caller.Subject, limit));
    }

    /// <summary>Counts a request about an organization; answers the refusal when there were too many.</summary>
    public Problem? CountOrganization(HttpContext context, OrganizationId organization, long limit)
        => settings.Quotas ? Tell(context, OfOrganization, limit, _organizations.Count(organization, limit)) : null;

    private static Problem? Tell(HttpContext context, string policy, long limit, RateDecision decision)
    {
        var headers = context.Response.Headers;
        headers[Policy] = Add(headers[Policy], string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={limit};w=60"));
        headers[Left] = Add(headers[Left], string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={decision.Remaining};t={decision.Seconds}"));
        return decision.Allowed ? null : new Problem(ProblemKind.RateLimited)
        {
            Detail = policy == OfKey
                ? "This API key has sent too many requests; wait for the next minute."
                : "There were too many requests about this organization; wait for the next minute.",
            RetryAfter = decision.ResetsIn,
            ViolatedPolicies = [policy],
        };
    }

    private static string Add(string? before, string more) => before is null ? more : $"{before}, {more}";
}
