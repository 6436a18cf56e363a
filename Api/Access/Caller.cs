using System.Security.Claims;

namespace Tenantry.Api;

/// <summary>Who asks, as the access token says: a user or an operator.</summary>
/// <param name="Subject">Their id.</param>
/// <param name="SecondFactor">Whether they signed in with a second factor.</param>
/// <param name="Role">What an operator may do, as the account says at this moment; null for anybody else.</param>
internal readonly record struct Caller(string Subject, bool SecondFactor, OperatorRole? Role = null)
{
    private const string SubjectClaim = "sub";
    private const string MethodsClaim = "amr";
    private const string RoleClaim = "role";
    // How RFC 8176 calls a one-time password, and several factors.
    private static readonly string[] SecondFactors = ["otp", "mfa"];

    /// <summary>The user; endpoints for operators must not ask.</summary>
    public UserId User => TypedId.Parse<UserId>(Subject);

    /// <summary>The operator; endpoints for users must not ask.</summary>
    public OperatorId Operator => TypedId.Parse<OperatorId>(Subject);

    /// <summary>The caller as the cause of an event.</summary>
    public Actor Actor => IsUser ? Actor.User(User) : Actor.Operator(Operator);

    public bool IsUser => TypedId.TryParse<UserId>(Subject, out _);

    public bool IsOperator => TypedId.TryParse<OperatorId>(Subject, out _);

    public static Caller Of(ClaimsPrincipal principal)
        => new(
            principal.FindFirst(SubjectClaim)?.Value ?? "",
            principal.HasClaim(claim => claim.Type == MethodsClaim && SecondFactors.Contains(claim.Value)),
            OperatorRoleNames.Find(principal.FindFirst(RoleClaim)?.Value));

    public static ValueTask<Caller> BindAsync(HttpContext context) => new(Of(context.User));
}
