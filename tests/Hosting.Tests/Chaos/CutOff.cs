using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tenantry.Hosting.Tests;

/// <summary>
/// A network namespace with two lines into it: one for the cluster and the store, which can be cut, and one for HTTP, by which it can
/// be asked what it says then. Only root may make one.
/// </summary>
internal sealed class CutOff : IAsyncDisposable
{
    private readonly string _name = $"ten{Environment.ProcessId % 100_000}";
    private readonly int _network = 200 + (Environment.ProcessId % 50);
    private readonly List<TcpListener> _relays = [];

    private CutOff()
    {
    }

    /// <summary>The address of everybody outside, for who is inside.</summary>
    public string Outside => Address(1, 1);

    /// <summary>The address of who is inside, for the cluster.</summary>
    public string Inside => Address(1, 2);

    /// <summary>The address of who is inside, for HTTP.</summary>
    public string Door => Address(2, 2);

    /// <summary>What runs a program inside.</summary>
    public string[] Within => ["ip", "netns", "exec", _name];

    /// <summary>Makes one; null where that is not allowed.</summary>
    public static async Task<CutOff?> Make()
    {
        var cut = new CutOff();
        if (!Environment.IsPrivilegedProcess || !await Ip("netns", "add", cut._name))
            return null;
        foreach (var line in (int[])[1, 2])
        {
            var made = await Ip("link", "add", cut.End(line, 'o'), "type", "veth", "peer", "name", cut.End(line, 'i'))
                && await Ip("link", "set", cut.End(line, 'i'), "netns", cut._name)
                && await Ip("addr", "add", $"{cut.Address(line, 1)}/24", "dev", cut.End(line, 'o'))
                && await Ip("link", "set", cut.End(line, 'o'), "up")
                && await Ip("-n", cut._name, "addr", "add", $"{cut.Address(line, 2)}/24", "dev", cut.End(line, 'i'))
                && await Ip("-n", cut._name, "link", "set", cut.End(line, 'i'), "up");
            if (made)
                continue;
            await cut.DisposeAsync();
            return null;
        }

        await Ip("-n", cut._name, "link", "set", "lo", "up");
        return cut;
    }

    /// <summary>Cuts the line of the cluster at its inner end, so that nobody is told.</summary>
    public async Task Cut() => Assert.True(await Ip("-n", _name, "link", "set", End(1, 'i'), "down"));

    public async Task Mend() => Assert.True(await Ip("-n", _name, "link", "set", End(1, 'i'), "up"));

    /// <summary>Brings who is inside to a port of loopback outside; answers the port to call.</summary>
    public int Relay(int port)
    {
        var listener = new TcpListener(IPAddress.Parse(Outside), 0);
        listener.Start();
        _relays.Add(listener);
        _ = Accept(listener, port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
            relay.Dispose();
        await Ip("netns", "del", _name);
        foreach (var line in (int[])[1, 2])
            await Ip("link", "del", End(line, 'o'));
    }

    private string Address(int line, int end) => $"10.{_network}.{line}.{end}";

    private string End(int line, char end) => $"{_name}{line}{end}";

    private static async Task Accept(TcpListener listener, int port)
    {
        try
        {
            while (true)
                _ = Carry(await listener.AcceptTcpClientAsync(), port);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private static async Task Carry(TcpClient caller, int port)
    {
        using (caller)
        using (var called = new TcpClient())
        {
            try
            {
                await called.ConnectAsync(IPAddress.Loopback, port);
                var (one, other) = (caller.GetStream(), called.GetStream());
                await await Task.WhenAny(one.CopyToAsync(other), other.CopyToAsync(one));
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // Either has gone.
            }
        }
    }

    private static async Task<bool> Ip(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
