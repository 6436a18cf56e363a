namespace Tenantry.Api;

/// <summary>The session that the request's token belongs to; null for a token of an issuer outside.</summary>
internal readonly record struct CurrentSession(SessionId? Id)
{
    private const string Claim = "sid";

    public static ValueTask<CurrentSession> BindAsync(HttpContext context)
        => new(new CurrentSession(TypedId.TryParse<SessionId>(context.User.FindFirst(Claim)?.Value, out var id) ? id : null));
}
