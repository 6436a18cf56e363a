using MimeKit;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>Makes of a mail what travels: one message with a text and an HTML version (RFC 5322, RFC 2046).</summary>
internal sealed class MimeWriter(MailboxAddress sender, TimeProvider time)
{
    private const int LongestLine = 78;

    /// <exception cref="MailRefusedException">The receiver's address is none.</exception>
    public MimeMessage Write(MailMessage mail)
    {
        var message = new MimeMessage
        {
            // The same in every attempt, so that a receiver can tell a repetition.
            MessageId = $"{mail.Id}@{sender.Domain}",
            Date = time.GetUtcNow(),
            // What was meant as one line stays one.
            Subject = mail.Subject.ReplaceLineEndings(" "),
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(sender);
        message.To.Add(Receiver(mail.To));
        // RFC 3834: nobody's holiday notice should answer this.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        // Lines longer than mail allows, and text beyond ASCII, travel whole.
        message.Prepare(EncodingConstraint.SevenBit, LongestLine);
        return message;
    }

    // An address as our own rules have it holds nothing that could begin another header or name a second receiver.
    private static MailboxAddress Receiver(string to)
    {
        if (!EmailAddress.TryNormalize(to, out var display, out var key))
            throw new MailRefusedException("The receiver's address is not an email address.");

        // The part before the @ is for the receiver's server to interpret, so it stays as it was typed.
        return new MailboxAddress("", string.Concat(display.AsSpan(0, display.IndexOf('@', StringComparison.Ordinal)), key.AsSpan(key.IndexOf('@', StringComparison.Ordinal))));
    }
}
