using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tenantry.Silo.Tests;

/// <summary>A mail server on loopback that speaks enough SMTP (RFC 5321) and answers as a test wants.</summary>
internal sealed class LoopbackSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;
    private int _open;
    private int _mostOpen;

    public LoopbackSmtp()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the server can do, besides taking mail.</summary>
    public string[] Capabilities { get; init; } = ["8BITMIME"];

    /// <summary>Answers in place of the good ones, by the beginning of a command; <c>.</c> is the end of a message.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Holds every message back until it is done.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>What clients said, without the messages.</summary>
    public IReadOnlyCollection<string> Commands => _commands;

    /// <summary>The messages that were accepted.</summary>
    public IReadOnlyCollection<string> Messages => _messages;

    /// <summary>How many connections were open at once at most.</summary>
    public int MostOpen => _mostOpen;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _sessions.Add(Serve(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        var open = Interlocked.Increment(ref _open);
        InterlockedMax(open);
        try
        {
            using (client)
                await Talk(client.GetStream());
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or does not trust this server.
        }
    }

    private async Task Talk(Stream stream)
    {
        await Say(stream, "220 loopback ready");
        while (await Line(stream) is { } command)
        {
            _commands.Enqueue(command);
            // Counted before it is answered, since with the answer the client may open the next.
            if (command == "QUIT")
                Interlocked.Decrement(ref _open);
            if (Answers.FirstOrDefault(answer => command.StartsWith(answer.Key, StringComparison.OrdinalIgnoreCase)).Value is { } instead)
                await Say(stream, instead);
            else if (command.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase))
                await Say(stream, string.Concat(Capabilities.Select(capability => $"250-{capability}\r\n")) + "250 OK");
            else if (command.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
                await Say(stream, "235 welcome");
            else if (command == "STARTTLS")
                stream = await Encrypt(stream);
            else if (command == "DATA")
                await Take(stream);
            else if (command == "QUIT")
                await Say(stream, "221 bye");
            else
                await Say(stream, "250 OK");
        }
    }

    private async Task Take(Stream stream)
    {
        await Say(stream, "354 go on");
        var message = new StringBuilder();
        while (await Line(stream) is { } line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        await Gate.WaitAsync(_ending.Token);
        if (Answers.TryGetValue(".", out var instead))
        {
            await Say(stream, instead);
            return;
        }

        _messages.Enqueue(message.ToString());
        await Say(stream, "250 taken");
    }

    // With a certificate that nobody vouches for.
    private static async Task<Stream> Encrypt(Stream stream)
    {
        await Say(stream, "220 go ahead");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(certificate);
        return encrypted;
    }

    private static async Task Say(Stream stream, string answer)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"));
        await stream.FlushAsync();
    }

    private async Task<string?> Line(Stream stream)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await stream.ReadAsync(next, _ending.Token) > 0)
        {
            if (next[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(next[0]);
        }

        return null;
    }

    private void InterlockedMax(int open)
    {
        for (var most = _mostOpen; open > most; most = _mostOpen)
            Interlocked.CompareExchange(ref _mostOpen, open, most);
    }
}
