using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;

namespace Tenantry.Api;

/// <summary>Who asks, as the access token or the API key says: a user, an operator, or a server.</summary>
/// <param name="Subject">Their id.</param>
/// <param name="SecondFactor">Whether they signed in with a second factor.</param>
/// <param name="Role">What an operator may do, as the account says at this moment; null for anybody else.</param>
internal readonly record struct Caller(string Subject, bool SecondFactor, OperatorRole? Role = null)
{
    private const string SubjectClaim = "sub";
    private const string MethodsClaim = "amr";
    private const string RoleClaim = "role";
    private const string OrganizationClaim = "org";
    private const string ScopeClaim = "scope";
    private const string RequestsPerMinuteClaim = "requests_per_minute";
    // How RFC 8176 calls a one-time password, and several factors.
    private static readonly string[] SecondFactors = ["otp", "mfa"];

    /// <summary>The organization whose API key the caller holds; null for a key of the platform, and for people.</summary>
    public OrganizationId? Organization { get; private init; }

    /// <summary>What the API key is allowed, with blanks between; empty for people.</summary>
    public string Scope { get; private init; } = "";

    /// <summary>How many requests a minute the API key is good for; null for the default.</summary>
    public int? RequestsPerMinute { get; private init; }

    /// <summary>The user; endpoints for operators must not ask.</summary>
    public UserId User => TypedId.Parse<UserId>(Subject);

    /// <summary>The operator; endpoints for users must not ask.</summary>
    public OperatorId Operator => TypedId.Parse<OperatorId>(Subject);

    /// <summary>The caller as the cause of an event.</summary>
    public Actor Actor
        => IsUser ? Actor.User(User)
            : IsKey ? Actor.ApiKey(TypedId.Parse<ApiKeyId>(Subject), [.. Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            : Actor.Operator(Operator);

    public bool IsUser => TypedId.TryParse<UserId>(Subject, out _);

    /// <summary>Whether it is somebody from outside who has no account yet; only where <see cref="CallerRequirement.Sessions"/> lets them in.</summary>
    public static bool IsNewcomer(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == IExternalIdentities.SubjectClaim);

    public bool IsOperator => TypedId.TryParse<OperatorId>(Subject, out _);

    public bool IsKey => Subject.StartsWith(ApiKeyId.Prefix, StringComparison.Ordinal);

    /// <summary>Whether it is a key that may act for every organization.</summary>
    public bool IsPlatformKey => IsKey && Organization is null;

    /// <summary>Whether the API key has a scope.</summary>
    public bool Has(string scope)
    {
        foreach (var range in Scope.AsSpan().Split(' '))
        {
            if (Scope.AsSpan(range).SequenceEqual(scope))
                return true;
        }

        return false;
    }

    public static Caller Of(ClaimsPrincipal principal)
    {
        var caller = new Caller(
            principal.FindFirst(SubjectClaim)?.Value ?? "",
            principal.HasClaim(claim => claim.Type == MethodsClaim && SecondFactors.Contains(claim.Value)),
            OperatorRoleNames.Find(principal.FindFirst(RoleClaim)?.Value));
        return !caller.IsKey ? caller : caller with
        {
            Organization = OrganizationId.TryParse(principal.FindFirst(OrganizationClaim)?.Value, null, out var organization) ? organization : null,
            Scope = principal.FindFirst(ScopeClaim)?.Value ?? "",
            RequestsPerMinute = int.TryParse(principal.FindFirst(RequestsPerMinuteClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
        };
    }

    public static ValueTask<Caller> BindAsync(HttpContext context) => new(Of(context.User));
}
