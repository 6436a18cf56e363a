using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tenantry.Bench;

/// <summary>
/// The load generator: each connection sends its next request when the answer to the last one is there. One thread polls all
/// of them, because that costs the least CPU a request (a thread for each connection costs twice as much), and what the
/// generator spends is taken from the server on the same machine.
/// </summary>
internal sealed class ClosedLoop(IReadOnlyList<IPEndPoint> servers, int connections)
{
    public ClosedLoop(IPEndPoint server, int connections)
        : this([server], connections)
    {
    }

    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the time is over or the work is done, and the last answer is there.</summary>
    public LoadResult Run(IWork work, TimeSpan duration)
    {
        var result = new LoadResult();
        var open = Enumerable.Range(0, connections).Select(index => new Connection(servers[index % servers.Count], index)).ToList();
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        try
        {
            var busy = open.Where(connection => SendNext(connection, work, end)).ToList();
            Drive(busy, work, end, result);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }

        result.Elapsed = Stopwatch.GetElapsedTime(start);
        result.GeneratorCpu = Environment.CpuUsage.TotalTime - before;
        return result;
    }

    private static void Drive(List<Connection> busy, IWork work, long end, LoadResult result)
    {
        var ready = new List<Connection>(busy.Count);
        while (busy.Count > 0)
        {
            ready.Clear();
            ready.AddRange(busy);
            Socket.Select(ready, null, null, Stuck);
            if (ready.Count == 0)
            {
                result.Fail($"no answer within {Stuck.TotalSeconds} s");
                return;
            }

            foreach (var connection in ready)
            {
                if (!Advance(connection, work, end, result)) busy.Remove(connection);
            }
        }
    }

    private static bool Advance(Connection connection, IWork work, long end, LoadResult result)
    {
        try
        {
            if (!connection.TryReceive(out var response)) return true;

            if (work.Take(connection.Index, response))
                result.Record(Stopwatch.GetElapsedTime(connection.SentAt));
            else
                result.Fail($"{response.Status} {Encoding.UTF8.GetString(response.Body)}");
            return SendNext(connection, work, end);
        }
        catch (Exception exception) when (exception is InvalidDataException or SocketException)
        {
            result.Fail(exception.Message);
            return false;
        }
    }

    private static bool SendNext(Connection connection, IWork work, long end)
    {
        var now = Stopwatch.GetTimestamp();
        if (now >= end) return false;

        var request = work.Next(connection.Index);
        if (request.IsEmpty) return false;

        connection.SentAt = now;
        connection.SendWhole(request);
        return true;
    }
}
