using System.Net;
using System.Text.RegularExpressions;

namespace Tenantry.Grains.Tests;

public sealed partial class MailTextTests
{
    private static readonly MailId Id = TypedId.From<MailId>(Guid.CreateVersion7());
    private static readonly MailWriter Writer = new(null!, null!, new MailSettings { PublicUrl = "https://app.acme.example" });

    public static TheoryData<string> HostileNames =>
    [
        "https://evil.example/login",
        "Acme. Log in at http://evil.example:8080/x?y=1 now",
        "www.evil.example",
        "evil.example",
        "EVIL\uFF0EEXAMPLE",
        "evil\u3002example",
        "help@evil.example",
        "mailto:help@evil.example",
        "//evil.example",
        "\\\\evil.example\\share",
        "Acme\r\nBcc: victim@evil.example",
        "Acme\n\nhttps://evil.example",
        "Acme\u2028\u2029\u0085\0\u001b[31mBcc: x",
        "Acme</strong><a href=\"https://evil.example\">Accept</a>",
        "<script>alert(1)</script>",
        "\"><img src=https://evil.example/x.png>",
        "{{link}} {{organization}} {{nothing}}",
        "{link}",
        "\u202Eelpmaxe.live//:sptth",
        "&lt;a href&gt;",
        "]](https://evil.example)",
        new string('A', 5000),
        string.Concat(Enumerable.Repeat("a.", 3000)),
        "\uD800",
    ];

    [Theory, MemberData(nameof(HostileNames))]
    public void No_name_makes_a_link_a_tag_or_a_line(string name)
    {
        foreach (var mail in (MailMessage[])[Invitation(name, name), TrialEnding(name), TrialEnded(name)])
        {
            var plain = Invitation("Acme", "Ada");
            Assert.DoesNotContain(mail.Subject, char.IsControl);
            Assert.DoesNotContain(mail.Subject, c => c is '\u2028' or '\u2029' or '\u202E');
            Assert.InRange(mail.Subject.Length, 1, 400);
            Assert.InRange(mail.Text.Length, 1, 3000);

            var link = Links().Matches(mail.Html).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value)).Single();
            Assert.StartsWith("https://app.acme.example", link, StringComparison.Ordinal);
            Assert.Equal(1, Count(mail.Text, link));
            foreach (var read in (string[])[mail.Subject, mail.Text, WebUtility.HtmlDecode(Tag().Replace(mail.Html, " "))])
                Assert.DoesNotMatch(Address(), read.Replace(link, "", StringComparison.Ordinal));
        }

        // The same tags as with an honest name, and as many lines.
        var honest = Invitation("Acme", "Ada");
        var hostile = Invitation(name, name);
        Assert.Equal(Tags(honest), Tags(hostile));
        Assert.Equal(honest.Text.Count(c => c == '\n'), hostile.Text.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("Müller & Söhne GmbH")]
    [InlineData("株式会社アクメ")]
    [InlineData("👩‍🔬 Labs")]
    public void Honest_names_are_shown_as_they_are(string name)
    {
        var mail = Invitation(name, "Ada");

        Assert.Equal($"Ada invites you to join “{name}”", mail.Subject);
        Assert.Contains($"to join “{name}” as a member.", mail.Text, StringComparison.Ordinal);
        Assert.Contains(name, WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_dots_still_reads_as_itself()
        => Assert.Contains("“Acme.com”", Invitation("Acme.com", null).Subject.Replace("\u200B", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void An_invitation_says_what_whom_and_until_when()
    {
        var mail = Invitation("Acme", null);

        Assert.Equal((Id, "bob@example.com", "You are invited to join “Acme”"), (mail.Id, mail.To, mail.Subject));
        Assert.Contains("\nhttps://app.acme.example/invitations#token=a%2Fb-c_d\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("ends on 9 March 2027 at 14:05 UTC.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://app.acme.example/invitations#token=a%2Fb-c_d\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<title>You are invited to join “Acme”</title>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("a%2Fb", mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_template_is_left_over()
    {
        foreach (var mail in (MailMessage[])[Invitation("Acme", "Ada"), TrialEnding("Acme"), TrialEnded("Acme")])
        {
            Assert.DoesNotContain("{", mail.Subject + mail.Text + mail.Html, StringComparison.Ordinal);
            Assert.Contains("Acme", mail.Subject, StringComparison.Ordinal);
            Assert.EndsWith("</html>\n", mail.Html, StringComparison.Ordinal);
        }
    }

    private static MailMessage Invitation(string organization, string? inviter) => Writer.Write(
        Id,
        new InvitationMail
        {
            To = "bob@example.com",
            Organization = TypedId.From<OrganizationId>(Guid.CreateVersion7()),
            OrganizationName = organization,
            Invitation = TypedId.From<InvitationId>(Guid.CreateVersion7()),
            InvitedBy = inviter,
            Role = Role.Member,
            ExpiresAt = new DateTimeOffset(2027, 3, 9, 15, 5, 0, TimeSpan.FromHours(1)),
        },
        "a/b-c_d");

    private static MailMessage TrialEnding(string name)
        => Written(new TrialEndingMail { To = "ada@example.com", OrganizationName = name, Plan = name, TrialEndsAt = DateTimeOffset.UnixEpoch });

    private static MailMessage TrialEnded(string name)
        => Written(new TrialEndedMail { To = "ada@example.com", OrganizationName = name, Plan = name, TrialEndedAt = DateTimeOffset.UnixEpoch });

    private static MailMessage Written(MailOrder order)
    {
        var writing = Writer.Write(Id, order);
        Assert.True(writing.IsCompletedSuccessfully);
        return writing.Result!;
    }

    private static string[] Tags(MailMessage mail) => [.. Tag().Matches(mail.Html).Select(found => found.Value)];

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // More than any mail program takes for an address: a joint that has a letter on either side and does not just end a sentence,
    // full-width joints included.
    [GeneratedRegex(@"[.@/\\\u3002\uFF0E][^\s\u200B”]|[^\s\u200B][.@/:\\\u3002\uFF0E]\u200B|:/|//", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
