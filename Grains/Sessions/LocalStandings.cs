using System.Collections.Concurrent;

namespace Tenantry.Grains;

/// <summary>The standing of each account that is active in this silo. Activations put their own in, and take it out when they end.</summary>
internal sealed class LocalStandings : ILocalStandings
{
    private readonly ConcurrentDictionary<UserId, Standing> _users = new();

    public bool? Admits(UserId user, SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt)
        => _users.TryGetValue(user, out var standing) ? standing.Admits(session, began, linkedAt) : null;

    /// <summary>As <see cref="IUserGrain.Stands"/>; null when the user is not active here and must be asked.</summary>
    public bool? Stands(UserId user) => _users.TryGetValue(user, out var standing) ? !standing.Disabled : null;

    /// <summary>Shows the committed standing of an account; null when it has none, any more or yet.</summary>
    public void Show(UserId user, Standing? standing)
    {
        if (standing is null)
            _users.TryRemove(user, out _);
        else
            _users[user] = standing;
    }
}
