using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo.Tests;

public sealed class SmtpMailerTests
{
    private const string Password = "xyzzy-password";

    private static readonly MailboxAddress From = new("Acme", "mail@acme.example");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var server = new LoopbackSmtp();
        using var mailer = Mailer(server);
        var mail = Letter();

        await mailer.Send(mail, Cancellation);

        Assert.Equal(["MAIL FROM:<mail@acme.example>", "RCPT TO:<bob@example.com>"], server.Commands.Where(IsEnvelope).Select(WithoutParameters));
        Assert.Equal("QUIT", server.Commands.Last());
        var message = Parse(Assert.Single(server.Messages));
        Assert.Equal($"{mail.Id}@acme.example", message.MessageId);
        Assert.Equal(mail.Subject, message.Subject);
        Assert.Equal(mail.Text, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(mail.Html, message.HtmlBody!.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such mailbox", true)]
    [InlineData("RCPT", "552 mailbox full for good", true)]
    [InlineData("RCPT", "451 4.7.1 come back later", false)]
    [InlineData("RCPT", "450 mailbox busy", false)]
    [InlineData("MAIL", "550 who are you", false)]
    [InlineData("MAIL", "451 try later", false)]
    [InlineData(".", "554 looks like spam", true)]
    [InlineData(".", "451 try later", false)]
    [InlineData("DATA", "421 closing", false)]
    [InlineData("EHLO", "421 too many connections", false)]
    public async Task A_refusal_is_final_when_the_receiver_or_the_message_is_refused_for_good(string command, string answer, bool final)
    {
        await using var server = new LoopbackSmtp { Answers = { [command] = answer, ["HELO"] = answer } };
        using var mailer = Mailer(server);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => mailer.Send(Letter(), Cancellation));

        Assert.Equal(final, exception is MailRefusedException);
        Assert.Contains(answer[4..], exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_worth_another_attempt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var mailer = new SmtpMailer("127.0.0.1", new() { Port = port, Security = SmtpSecurity.None }, Mime());

        var exception = await Assert.ThrowsAsync<IOException>(() => mailer.Send(Letter(), Cancellation));

        Assert.StartsWith($"No connection to 127.0.0.1:{port}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_given_to_the_server_and_to_nobody_else()
    {
        var given = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0ada\0{Password}"));
        await using var good = new LoopbackSmtp { Capabilities = ["AUTH PLAIN"] };
        using var mailer = Mailer(good, "ada");
        await mailer.Send(Letter(), Cancellation);
        Assert.Contains($"AUTH PLAIN {given}", good.Commands);
        Assert.Single(good.Messages);

        await using var bad = new LoopbackSmtp { Capabilities = ["AUTH PLAIN"], Answers = { ["AUTH"] = $"535 unknown: AUTH PLAIN {given} {Password}" } };
        using var refused = Mailer(bad, "ada");
        var exception = await Assert.ThrowsAsync<IOException>(() => refused.Send(Letter(), Cancellation));

        Assert.Equal("The mail server does not accept Tenantry:Mail:Smtp:User and Password.", exception.Message);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(given, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_should_encrypt_and_does_not()
    {
        await using var server = new LoopbackSmtp { Capabilities = ["AUTH PLAIN"] };
        using var mailer = Mailer(server, "ada", SmtpSecurity.StartTls);

        await Assert.ThrowsAsync<IOException>(() => mailer.Send(Letter(), Cancellation));

        Assert.All(server.Commands, command => Assert.StartsWith("EHLO", command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_nobody_vouches_for()
    {
        await using var server = new LoopbackSmtp { Capabilities = ["STARTTLS", "AUTH PLAIN"] };
        using var mailer = Mailer(server, "ada", SmtpSecurity.StartTls);

        var exception = await Assert.ThrowsAsync<IOException>(() => mailer.Send(Letter(), Cancellation));

        Assert.StartsWith("No secure connection to 127.0.0.1: ", exception.Message, StringComparison.Ordinal);
        Assert.All(server.Commands, command => Assert.Matches("^(EHLO|STARTTLS)", command));
    }

    [Fact]
    public async Task Few_connections_are_open_at_once_and_all_mails_arrive()
    {
        var gate = new TaskCompletionSource();
        await using var server = new LoopbackSmtp { Gate = gate.Task };
        using var mailer = Mailer(server);

        var sending = Enumerable.Range(0, 30).Select(_ => mailer.Send(Letter(), Cancellation)).ToArray();
        await Busy(server);
        gate.SetResult();
        await Task.WhenAll(sending);

        Assert.Equal(30, server.Messages.Count);
        Assert.Equal(4, server.MostOpen);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_mail_has_taken_it()
    {
        await using var server = new LoopbackSmtp { Answers = { ["QUIT"] = "421 gone" } };
        using var mailer = Mailer(server);

        await mailer.Send(Letter(), Cancellation);

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_mail_that_is_called_off_frees_its_place()
    {
        var gate = new TaskCompletionSource();
        await using var server = new LoopbackSmtp { Gate = gate.Task };
        using var mailer = Mailer(server);
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = Enumerable.Range(0, 10).Select(_ => mailer.Send(Letter(), calledOff.Token)).ToArray();
        await Busy(server);

        await calledOff.CancelAsync();
        foreach (var mail in sending)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mail);
        gate.SetResult();

        await mailer.Send(Letter(), Cancellation);
    }

    [Theory]
    [InlineData("jörg@example.com", false, null)]
    [InlineData("jörg@example.com", true, "RCPT TO:<jörg@example.com>")]
    [InlineData("Bob@Müller.example", false, "RCPT TO:<Bob@xn--mller-kva.example>")]
    public async Task An_address_beyond_ascii_needs_a_server_that_knows_such(string to, bool knows, string? receiver)
    {
        await using var server = new LoopbackSmtp { Capabilities = knows ? ["SMTPUTF8", "8BITMIME"] : ["8BITMIME"] };
        using var mailer = Mailer(server);

        var exception = await Record.ExceptionAsync(() => mailer.Send(Letter(to), Cancellation));

        if (receiver is null)
            Assert.IsType<MailRefusedException>(exception);
        else
            Assert.Contains(receiver, server.Commands.Select(WithoutParameters));
        Assert.Equal(receiver is null, exception is not null);
    }

    private static Task Busy(LoopbackSmtp server)
        => Eventually.Holds(
            () => Task.FromResult(server.Commands.Count(command => command == "DATA") == 4), TimeSpan.FromSeconds(20), "four mails are on their way");

    private static SmtpMailer Mailer(LoopbackSmtp server, string? user = null, SmtpSecurity security = SmtpSecurity.None)
        => new("127.0.0.1", new() { Port = server.Port, Security = security, User = user, Password = user is null ? null : Password }, Mime());

    private static MimeWriter Mime() => new(From, TimeProvider.System);

    private static MailMessage Letter(string to = "bob@example.com") => Letters.New(to);

    private static MimeMessage Parse(string message) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(message)), Cancellation);

    private static bool IsEnvelope(string command) => command.StartsWith("MAIL", StringComparison.Ordinal) || command.StartsWith("RCPT", StringComparison.Ordinal);

    private static string WithoutParameters(string command) => command[..(command.IndexOf('>', StringComparison.Ordinal) + 1)];
}
