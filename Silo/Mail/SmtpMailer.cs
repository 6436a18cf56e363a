using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// Sends mails by an SMTP server, one connection each, a few at a time. What it throws has no inner exception and repeats nothing
/// that was said to the server about who we are.
/// </summary>
internal sealed class SmtpMailer(string host, SmtpOptions options, MimeWriter mime) : IMailer, IDisposable
{
    // Servers take few connections of one client and refuse the rest.
    private const int AtOnce = 4;

    // From the connection to the server's last word.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _connections = new(AtOnce);

    public async Task Send(MailMessage mail, CancellationToken cancellation)
    {
        var message = mime.Write(mail);
        await _connections.WaitAsync(cancellation);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            await Send(message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server took longer than {Patience.TotalSeconds:0} s.");
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    private async Task Send(MimeMessage message, CancellationToken cancellation)
    {
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(host, options.UsedPort, Security(options.Security), cancellation);
            if (options is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellation);
            // RFC 6531. A domain has a form in ASCII, what stands before the @ has not.
            if (message.To.Mailboxes.Any(to => !Ascii.IsValid(to.LocalPart)) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                throw new MailRefusedException("The mail server cannot send to an address with letters beyond ASCII.");
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException refused) when (IsFinal(refused))
        {
            throw new MailRefusedException(Word(refused));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or MailRefusedException))
        {
            throw new IOException(Word(exception));
        }

        await Leave(client, cancellation);
    }

    // The mail is sent; whether the farewell arrives changes nothing.
    private static async Task Leave(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // The server has hung up already.
        }
    }

    // RFC 5321 section 4.2.1: what is refused with 5yz must not be repeated. A refused sender, though, is ours to put right.
    private static bool IsFinal(SmtpCommandException refused)
        => (int)refused.StatusCode >= 500 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;

    private string Word(Exception exception) => exception switch
    {
        // A server may repeat what it was given, so its words are not passed on.
        AuthenticationException => $"The mail server does not accept {MailOptions.Section}:Smtp:User and Password.",
        SmtpCommandException refused => $"The mail server said {(int)refused.StatusCode} {refused.Message}",
        SslHandshakeException => $"No secure connection to {host}: {exception.InnerException?.Message}",
        SocketException => $"No connection to {host}:{options.UsedPort}: {exception.Message}",
        _ => exception.Message,
    };

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
