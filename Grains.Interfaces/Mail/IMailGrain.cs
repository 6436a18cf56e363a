using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// One mail on its way to the outside, from the order until a while after it was sent. It tries again by a schedule; when that is
/// exhausted, or the mail is refused for good, the mail is parked until an operator decides.
/// </summary>
[Alias("IMailGrain")]
public interface IMailGrain : IGrainWithStringKey
{
    /// <summary>Takes the order; safe to repeat. The mail is sent afterwards.</summary>
    [Alias("Enqueue")]
    Task Enqueue(MailOrder order);

    /// <summary>The mail while it is unsent; <see cref="ErrorCode.MailNotFound"/> otherwise.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<MailView>> Get();

    /// <summary>Tries again now, and begins the schedule anew.</summary>
    [Alias("Retry")]
    Task<Result<MailView>> Retry(Actor actor);

    /// <summary>Gives the mail up.</summary>
    [Alias("Drop")]
    Task<Result<Done>> Drop(Actor actor);
}
