using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tenantry.Silo.Tests;

/// <summary>A name server (RFC 1035) that knows a few TXT records and answers over UDP.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private const ushort TxtType = 16;
    private const ushort NoSuchName = 3;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, byte[]> _records = new();
    private readonly Task _serving;

    public NameServer() => _serving = Serve();

    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>From now on questions are not answered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Publishes one text, in the parts that are given.</summary>
    public void Publish(string name, params string[] parts)
        => _records[name] = [.. parts.SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.ASCII.GetBytes(part)])];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveAsync(_stopping.Token);
                if (!IsSilent)
                    await _socket.SendAsync(Answer(asked.Buffer), asked.RemoteEndPoint, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question)
    {
        var labels = new List<string>();
        var at = 12;
        while (question[at] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
            at += question[at] + 1;
        }

        var asked = question[..(at + 5)];
        var found = _records.GetValueOrDefault(string.Join('.', labels));
        // The id of the question; an answer, recursion available; one question, at most one record.
        byte[] head = [asked[0], asked[1], .. Number(found is null ? (ushort)(0x8180 | NoSuchName) : (ushort)0x8180), 0, 1, 0, (byte)(found is null ? 0 : 1), 0, 0, 0, 0];
        return found is null
            ? [.. head, .. asked[12..]]
            // The name is the one of the question, in the class of the internet, good for a minute.
            : [.. head, .. asked[12..], 0xC0, 12, .. Number(TxtType), 0, 1, 0, 0, 0, 60, .. Number((ushort)found.Length), .. found];
    }

    private static byte[] Number(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
