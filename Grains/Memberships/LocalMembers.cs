using System.Collections.Concurrent;

namespace Tenantry.Grains;

/// <summary>
/// What the memberships that are active in this silo say about access, read without a message: see <see cref="ILocalStandings"/>.
/// Activations put their own in, and take it out when they end.
/// </summary>
internal sealed class LocalMembers
{
    private readonly ConcurrentDictionary<(OrganizationId Organization, UserId User), MemberAccess> _members = new();

    /// <summary>As <see cref="IMembershipGrain.GetAccess"/>; null when the membership is not active here, or there is none, and must be asked.</summary>
    public MemberAccess? Find(OrganizationId organization, UserId user) => _members.GetValueOrDefault((organization, user));

    /// <summary>Shows what a committed membership says; null when it says nothing, any more or yet.</summary>
    public void Show(OrganizationId organization, UserId user, MemberAccess? access)
    {
        if (access is null)
            _members.TryRemove((organization, user), out _);
        else
            _members[(organization, user)] = access;
    }
}
