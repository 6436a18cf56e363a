using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// Asks the account, on every request, whether its tokens are still good: a signature says who somebody was when the token was
/// made. The answer is never remembered.
/// </summary>
internal sealed class AccountStanding(IGrainFactory grains, ILocalStandings? local = null)
{
    /// <summary>Whether the holder's account stands and the session has not ended.</summary>
    public ValueTask<bool> IsGood(TokenHolder holder)
        => holder.User is not { } user ? IsGoodOperator(holder)
            : local?.Admits(user, holder.Session, holder.Began, holder.LinkedAt) is { } known ? new(known)
            : grains.User(user).Admits(holder.Session, holder.Began, holder.LinkedAt);

    /// <summary>The role that the operator's account has at this moment; null when it does not stand, or the session has ended.</summary>
    public ValueTask<OperatorRole?> RoleOf(OperatorId id, TokenHolder holder) => grains.Operator(id).Admits(holder.Session, holder.Began);

    private async ValueTask<bool> IsGoodOperator(TokenHolder holder)
        => holder.Operator is { } id && await RoleOf(id, holder) is not null;
}

/// <summary>Whose token it is.</summary>
/// <param name="User">The user; null for an operator.</param>
/// <param name="Operator">The operator; null for a user.</param>
/// <param name="Session">The session; null for a token of an issuer outside.</param>
/// <param name="Began">When the session began, or when the token outside was issued.</param>
internal sealed record TokenHolder(UserId? User, OperatorId? Operator, SessionId? Session, DateTimeOffset Began)
{
    /// <summary>When the identity outside was linked with the account; null for a token of our own.</summary>
    public DateTimeOffset? LinkedAt { get; init; }

    /// <summary>The API key that the token was got with; null for people.</summary>
    public KeyHolder? Key { get; private init; }

    /// <summary>The holder of a token that was got with an API key.</summary>
    public static TokenHolder Of(KeyHolder key) => new(null, null, null, default) { Key = key };

    /// <summary>The holder of a token of our own. A session's id tells when it began.</summary>
    public static TokenHolder Of(string subject, SessionId session)
        => new(
            TypedId.TryParse<UserId>(subject, out var user) ? user : null,
            TypedId.TryParse<OperatorId>(subject, out var @operator) ? @operator : null,
            session,
            TypedId.CreatedAt(session));
}
