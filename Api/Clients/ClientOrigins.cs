using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Tenantry.Api;

/// <summary>
/// Lets scripts of registered clients' pages call this API, and no others. Tokens travel in a header that a script sets, so no
/// credentials of the browser's own are ever allowed. Asked only when a browser names an origin, and asked anew every time.
/// </summary>
internal sealed class ClientOrigins(IGrainFactory grains) : ICorsPolicyProvider
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] RequestHeaders = ["Authorization", "Content-Type", IdempotencyKey.Header, "If-Match", "If-None-Match"];
    private static readonly string[] ResponseHeaders =
        ["ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed", "WWW-Authenticate"];

    private static readonly CorsPolicy Registered = Policy(allowed: true);
    private static readonly CorsPolicy Unknown = Policy(allowed: false);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
        => context.Request.Headers.Origin is [{ } origin] && await grains.Clients().HasOrigin(origin) ? Registered : Unknown;

    // Whether the origin is one of a client's is known before; then it alone is named in the answer.
    private static CorsPolicy Policy(bool allowed)
        => new CorsPolicyBuilder()
            .SetIsOriginAllowed(_ => allowed)
            .WithMethods(Methods)
            .WithHeaders(RequestHeaders)
            .WithExposedHeaders(ResponseHeaders)
            .Build();
}
