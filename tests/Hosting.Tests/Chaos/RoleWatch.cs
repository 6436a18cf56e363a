using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>
/// Changes a member's role again and again, and asks every process, also those that are paused or cut off, what the member may do.
/// Who is asked later than the lease lasts after a change was acknowledged says the new role, or nothing.
/// </summary>
internal sealed class RoleWatch(IReadOnlyList<Node> nodes, Balancer balancer, Firm firm, string member, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Round = Lease.Length + TimeSpan.FromSeconds(3);

    /// <summary>How often the role was changed.</summary>
    public int Changes { get; private set; }

    /// <summary>How many answers said what the role was.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers that went by a role that was no more.</summary>
    public List<string> Lies { get; } = [];

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var isManager = Changes % 2 == 0;
            if (!await Change(isManager ? "manager" : "viewer", stop))
                return;
            Changes++;
            var changedAt = Stopwatch.GetTimestamp();
            var asking = nodes.Select(node => Ask(node, isManager ? 403 : 200, changedAt, stop)).ToList();
            await Task.WhenAll(asking);
        }
    }

    private async Task<bool> Change(string role, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var reply = await balancer.Ask("PATCH", $"{firm.Path}/members/{member}", new { role }, firm.Token);
            if (reply.Status == 200)
                return true;
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }

        return false;
    }

    private async Task Ask(Node node, int old, long changedAt, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Stopwatch.GetElapsedTime(changedAt) < Round)
        {
            var late = Stopwatch.GetElapsedTime(changedAt) > Lease.Length;
            var status = await Status(node);
            lock (Lies)
            {
                Asked += status is 200 or 403 ? 1 : 0;
                if (late && status == old)
                    Lies.Add($"{node.Http.BaseAddress} said {status} {Stopwatch.GetElapsedTime(changedAt).TotalSeconds:0.0} s after the change.");
            }

            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }

    private async Task<int> Status(Node node)
    {
        try
        {
            return (await node.Http.Ask("GET", $"{firm.Path}/invitations", token: token, patience: Patience)).Status;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return 0;
        }
    }
}
