namespace Tenantry.Grains.Interfaces;

// What exists already and wants a name: each wish for one has its own number, so that what belongs to an earlier wish, and comes
// late or twice, changes nothing of a later one.
public partial interface IClaimGrain
{
    /// <summary>As <see cref="Take"/>, for an organization that has stored its wish; called from its outbox only.</summary>
    [Alias("TakeFor")]
    Task<ClaimAnswer> TakeFor(OrganizationId holder, long wish);

    /// <summary>Makes the claim of a wish final; called from the holder's outbox only.</summary>
    [Alias("ConfirmFor")]
    Task ConfirmFor(OrganizationId holder, long wish);

    /// <summary>
    /// Frees the name, confirmed or not, if it is held for this wish, 0 being the sign-up; otherwise does nothing. Called from the
    /// holder's outbox only.
    /// </summary>
    [Alias("GiveUp")]
    Task GiveUp(OrganizationId holder, long wish);
}
