using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tenantry.Identity;

/// <summary>
/// Authenticates requests by <c>Authorization: Bearer</c> (RFC 6750). It implements the bare interface because the usual base
/// class costs more than looking up a verified token. Answers have no body; whoever maps errors writes it.
/// </summary>
internal class BearerHandler(AccessTokens tokens, ApiKeys keys) : IAuthenticationHandler
{
    public const string Scheme = "Bearer";

    private const string Prefix = "Bearer ";
    private const string Challenge = "Bearer realm=\"tenantry\"";
    private const string InvalidToken = Challenge + ", error=\"invalid_token\", error_description=\"The access token is not valid or has expired\"";

    private const string NoAccount = Challenge + ", error=\"invalid_token\", error_description=\"There is no account for this identity yet; POST /v1/session makes it\"";

    private static readonly Task<AuthenticateResult> None = Task.FromResult(AuthenticateResult.NoResult());

    private HttpContext _http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        return Task.CompletedTask;
    }

    public virtual Task<AuthenticateResult> AuthenticateAsync()
    {
        var header = _http.Request.Headers.Authorization;
        if (header.Count == 0)
            return None;

        var text = header.Count == 1 ? header[0].AsSpan().Trim() : [];
        if (header.Count == 1 && !IsBearer(text))
            return None;

        var token = text.Length > Prefix.Length ? text[Prefix.Length..].TrimStart() : [];
        return ApiKeys.IsMeant(token) ? keys.Verify(token).AsTask() : tokens.Verify(token).AsTask();
    }

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        // RFC 6750 section 3.1: a request without credentials learns only that they are needed.
        var result = await AuthenticateAsync();
        _http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        _http.Response.Headers.Append(
            HeaderNames.WWWAuthenticate,
            result.Failure switch { null => Challenge, UnlinkedIdentity => NoAccount, _ => InvalidToken });
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        _http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsBearer(ReadOnlySpan<char> header)
        => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || header.Equals(Prefix.AsSpan().TrimEnd(), StringComparison.OrdinalIgnoreCase);
}
