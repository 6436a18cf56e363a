namespace Tenantry.Grains.Interfaces;

/// <summary>
/// What the accounts that are active in this process say about their tokens, read without a message. It is what a call to the
/// account would answer, since there is one activation of each and this is its committed state; nothing is kept longer than the
/// activation lives. A process without grains has none.
/// </summary>
public interface ILocalStandings
{
    /// <summary>As <see cref="IUserGrain.Admits"/>; null when the user is not active here and must be asked.</summary>
    bool? Admits(UserId user, SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt);
}
