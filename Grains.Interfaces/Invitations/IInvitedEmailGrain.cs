namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The latest invitation of one address to one organization, by which it is known whether one is pending. A record of its own,
/// because the organization's must not grow with those whom it invites; the organization reads it from the store.
/// </summary>
[Alias("IInvitedEmailGrain")]
public interface IInvitedEmailGrain : IGrainWithStringKey
{
    /// <summary>Follows the organization, which has made an invitation; called by its outbox only. An older one is ignored.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="order">The order of the organization's decision.</param>
    [Alias("Follow")]
    Task Follow(InvitationId invitation, long order);
}
