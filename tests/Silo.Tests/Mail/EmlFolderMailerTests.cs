using MimeKit;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo.Tests;

public sealed class EmlFolderMailerTests
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_mail_is_one_whole_file_that_only_its_owner_reads()
    {
        using var folder = new TemporaryFolder();
        var mail = Letters.New();

        await Send(folder, mail);

        var file = Assert.Single(Directory.EnumerateFiles(folder.At("mail")));
        Assert.Equal($"20270309T140500Z-{mail.Id}.eml", Path.GetFileName(file));
        Assert.Equal(File600, File.GetUnixFileMode(file));
        Assert.Equal(File600 | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("mail")));
        var message = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("Acme <mail@acme.example>", message.From.ToString().Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("bob@example.com", message.To.ToString());
        Assert.Equal(mail.Subject, message.Subject);
        Assert.Equal($"{mail.Id}@acme.example", message.MessageId);
        Assert.Equal(new DateTimeOffset(2027, 3, 9, 14, 5, 0, TimeSpan.Zero), message.Date);
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(mail.Text, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(mail.Html, message.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.IsType<MultipartAlternative>(message.Body);
        Assert.All(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken), line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public async Task A_draft_that_a_crash_left_is_replaced()
    {
        using var folder = new TemporaryFolder();
        var mail = Letters.New();
        Directory.CreateDirectory(folder.At("mail"));
        await File.WriteAllTextAsync(folder.At($"mail/{mail.Id}.new"), new string('x', 100_000), TestContext.Current.CancellationToken);

        await Send(folder, mail);

        var file = Assert.Single(Directory.EnumerateFiles(folder.At("mail")));
        Assert.Equal(mail.Subject, (await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken)).Subject);
    }

    [Theory]
    [InlineData("Acme\r\nBcc: victim@evil.example")]
    [InlineData("Acme\nBcc: victim@evil.example\n\n<html>")]
    [InlineData("Acme\u2028Bcc: victim@evil.example")]
    [InlineData("Acme\0\u0085Bcc: victim@evil.example")]
    [InlineData("=?utf-8?q?Acme=0D=0ABcc:_victim@evil.example?=")]
    public async Task No_subject_begins_another_header(string subject)
    {
        using var folder = new TemporaryFolder();

        await Send(folder, Letters.New(subject: subject));

        var file = Assert.Single(Directory.EnumerateFiles(folder.At("mail")));
        var message = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted", "MIME-Version", "Content-Type"],
            message.Headers.Concat(message.Body!.Headers).Select(header => header.Field));
        Assert.Empty(message.Bcc);
    }

    [Theory]
    [InlineData("bob@example.com\r\nBcc: victim@evil.example")]
    [InlineData("bob@example.com, victim@evil.example")]
    [InlineData("bob@example.com> BODY=8BITMIME\r\nRCPT TO:<victim@evil.example")]
    [InlineData("Bob <bob@example.com>")]
    [InlineData("bob")]
    [InlineData("")]
    public async Task What_is_no_address_is_refused_for_good(string to)
    {
        using var folder = new TemporaryFolder();

        await Assert.ThrowsAsync<MailRefusedException>(() => Send(folder, Letters.New(to)));

        Assert.False(Directory.Exists(folder.At("mail")));
    }

    private static Task Send(TemporaryFolder folder, MailMessage mail)
    {
        var time = new StoppedClock(new DateTimeOffset(2027, 3, 9, 14, 5, 0, TimeSpan.Zero));
        return new EmlFolderMailer(folder.At("mail"), new MimeWriter(new MailboxAddress("Acme", "mail@acme.example"), time), time)
            .Send(mail, TestContext.Current.CancellationToken);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
