using System.Net;
using System.Net.Sockets;

namespace Tenantry.Bench;

/// <summary>One keep-alive connection, at most one request under way. A socket itself, so that a poll gives it back.</summary>
internal sealed class Connection : Socket
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _received;

    public Connection(IPEndPoint server, int index)
        : base(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
    {
        Index = index;
        NoDelay = true;
        Connect(server);
        Blocking = false;
    }

    public int Index { get; }

    /// <summary>When the request under way was sent, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long SentAt { get; set; }

    public void SendWhole(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            var sent = Send(request, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                Poll(-1, SelectMode.SelectWrite);
            else if (error != SocketError.Success)
                throw new SocketException((int)error);
            else
                request = request[sent..];
        }
    }

    /// <summary>Receives what is there; true when that completes the response.</summary>
    /// <exception cref="InvalidDataException">The connection was closed, or the answer cannot be followed.</exception>
    public bool TryReceive(out HttpResponse response)
    {
        var count = Receive(_buffer.AsSpan(_received), SocketFlags.None, out var error);
        response = default;
        if (error == SocketError.WouldBlock) return false;
        if (error != SocketError.Success) throw new SocketException((int)error);
        if (count == 0) throw new InvalidDataException("The server closed the connection, or its answer is over 64 KB.");

        _received += count;
        if (!HttpResponse.TryRead(_buffer.AsSpan(0, _received), out response)) return false;
        if (response.Length != _received) throw new InvalidDataException("The server answered more than it was asked.");

        _received = 0;
        return true;
    }
}
