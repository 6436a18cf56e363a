using System.Net;
using System.Net.Sockets;

namespace Tenantry.Hosting.Tests;

/// <summary>A port of loopback behind which another one is found; what comes back from there takes as long as is wanted.</summary>
internal sealed class SlowRoad : IAsyncDisposable
{
    private const int Buffer = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _destination;
    private readonly Task _accepting;
    private long _delay;

    /// <param name="destination">The port that is found behind it.</param>
    public SlowRoad(int destination)
    {
        _destination = destination;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is added to each piece of an answer, from now on.</summary>
    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        var journeys = new List<Task>();
        try
        {
            while (true)
                journeys.Add(Carry(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(journeys);
        }
    }

    private async Task Carry(TcpClient from)
    {
        using var to = new TcpClient();
        using (from)
        {
            try
            {
                await to.ConnectAsync(IPAddress.Loopback, _destination, _stopping.Token);
                (from.NoDelay, to.NoDelay) = (true, true);
                // Either side may hang up; then both do.
                await await Task.WhenAny(Copy(from.GetStream(), to.GetStream(), () => TimeSpan.Zero), Copy(to.GetStream(), from.GetStream(), () => Delay));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Whoever is at the other end finds out.
            }
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, Func<TimeSpan> delay)
    {
        var buffer = new byte[Buffer];
        while (await from.ReadAsync(buffer, _stopping.Token) is > 0 and var read)
        {
            if (delay() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, _stopping.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
        }
    }
}
