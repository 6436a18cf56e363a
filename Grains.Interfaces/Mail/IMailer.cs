namespace Tenantry.Grains.Interfaces;

/// <summary>Hands mails to the outside. Only <c>MailGrain</c> calls it: whoever wants to send a mail orders it there.</summary>
public interface IMailer
{
    /// <summary>
    /// Sends one mail. It may wait for others to be sent before, but must not keep trying: repetition is the caller's. The same
    /// mail can come twice, under the same id, when the first answer was lost.
    /// </summary>
    /// <exception cref="MailRefusedException">This mail will never be accepted, for example because the address does not exist.</exception>
    /// <exception cref="Exception">It was not sent, or perhaps it was; another attempt may succeed.</exception>
    Task Send(MailMessage mail, CancellationToken cancellation);
}
