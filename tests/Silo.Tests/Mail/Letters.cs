using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo.Tests;

/// <summary>Mails with everything in them that travels badly.</summary>
internal static class Letters
{
    public static MailMessage New(string to = "bob@example.com", string subject = "Müller & Söhne “株式会社” invites you, with a subject that is far longer than one line of a header may be") => new()
    {
        Id = TypedId.From<MailId>(Guid.CreateVersion7()),
        To = to,
        Subject = subject,
        Text = $"Hello,\n\n.\n.. dots, “quotes”, 👩‍🔬\n{new string('x', 1200)}\nFrom here on\nhttp://localhost:8080/invitations#token=a_b-c\n",
        Html = $"<!DOCTYPE html>\n<html><body><p>Hello “株式会社” {new string('x', 1200)}</p></body></html>\n",
    };
}
