using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tenantry.Bench.Tests;

public sealed class ClosedLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Every_request_of_limited_work_is_answered_and_counted_once()
    {
        using var server = new Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var work = new ReadWork([RequestBytes.Get("/")]);

        var load = new ClosedLoop(server.Address, connections: 4).Run(new LimitedWork(work, 100), Patience);

        Assert.Equal(100, load.Operations);
        Assert.Equal(0, load.Errors);
        Assert.Equal(2, work.BodyLength);
    }

    [Fact]
    public void An_unexpected_status_is_an_error_that_can_be_read()
    {
        using var server = new Answering("HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nsorry");

        var load = new ClosedLoop(server.Address, connections: 2)
            .Run(new LimitedWork(new ReadWork([RequestBytes.Get("/")]), 3), Patience);

        Assert.Equal(0, load.Operations);
        Assert.Equal(3, load.Errors);
        Assert.Equal("500 sorry", load.FirstError);
    }

    [Fact]
    public void Connections_are_dealt_out_among_servers()
    {
        using var good = new Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var bad = new Answering("HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nsorry");

        // Each of the four sends one.
        var load = new ClosedLoop([good.Address, bad.Address], connections: 4)
            .Run(new LimitedWork(new ReadWork([RequestBytes.Get("/")]), 4), Patience);

        Assert.Equal((2, 2), (load.Operations, load.Errors));
    }

    /// <summary>Answers every request without a body with the same bytes.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;

        public Answering(string answer)
        {
            _answer = Encoding.ASCII.GetBytes(answer);
            _listener.Start();
            _ = Accept();
        }

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

        public void Dispose() => _listener.Dispose();

        private async Task Accept()
        {
            while (true) _ = Serve(await _listener.AcceptSocketAsync());
        }

        private async Task Serve(Socket socket)
        {
            var buffer = new byte[1024];
            using (socket)
            {
                // A closed loop sends one request at a time, small enough to come in one piece.
                while (await socket.ReceiveAsync(buffer) > 0) await socket.SendAsync(_answer);
            }
        }
    }
}
