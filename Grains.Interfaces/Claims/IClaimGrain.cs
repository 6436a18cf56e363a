using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Who owns one name that is unique worldwide: an email address, a slug, an external id or a domain. A claim is free, pending for
/// whoever is at work with it, or confirmed for its owner. Who is at work is an organization or a user, by its id, and its record
/// answers for the claim. See docs/adr for the protocol.
/// </summary>
[Alias("IClaimGrain")]
public partial interface IClaimGrain : IGrainWithStringKey
{
    /// <summary>
    /// Claims the name for an attempt; the grant is durable before it is answered, also when the attempt holds it already.
    /// A claim of another attempt older than 10 s is challenged.
    /// </summary>
    /// <param name="attempt">The id of the organization or user for whose sake the name is claimed.</param>
    /// <param name="owner">The id of the organization or user that the name will belong to.</param>
    [Alias("Take")]
    Task<ClaimAnswer> Take(string attempt, string owner);

    /// <summary>Makes the claim final; called from the owner's outbox. Repeating it changes nothing.</summary>
    [Alias("Confirm")]
    Task Confirm(string attempt, string owner);

    /// <summary>Frees the name if the attempt holds it and it is not confirmed; otherwise does nothing.</summary>
    [Alias("Release")]
    Task Release(string attempt);

    /// <summary>Who has the name now; null when it is free.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ClaimView?> Get();
}

/// <summary>What became of a claim.</summary>
[GenerateSerializer, Alias("ClaimAnswer")]
public enum ClaimAnswer
{
    /// <summary>The name is durably the caller's.</summary>
    Granted,

    /// <summary>The name is confirmed for another.</summary>
    Taken,

    /// <summary>Another attempt is at work with the name; it may yet fail.</summary>
    Pending,
}

/// <summary>Who has a name.</summary>
/// <param name="Owner">The id of the user or organization.</param>
/// <param name="Confirmed">Whether it is final.</param>
[GenerateSerializer, Immutable, Alias("ClaimView")]
public sealed record ClaimView([property: Id(0)] string Owner, [property: Id(1)] bool Confirmed);
