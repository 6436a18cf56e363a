using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>What goes wrong, in an order and for times that the seed decides; each kind as often as the others.</summary>
internal sealed class Faults(Cluster cluster, ChaosStore store, CutOff? cut, int seed)
{
    private static readonly TimeSpan LeaseGone = Lease.Length + TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly List<(string Kind, TimeSpan Recovery)> _done = [];

    /// <summary>What went wrong, and how long it then took until every process was ready again.</summary>
    public IReadOnlyList<(string Kind, TimeSpan Recovery)> Done => _done;

    /// <summary>The silo that can be cut off.</summary>
    public Node? Remote { get; init; }

    /// <summary>Until so much time has passed, and every kind has happened.</summary>
    public async Task Run(TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            foreach (var (kind, happen) in Kinds().Shuffle(_random))
            {
                if (watch.Elapsed >= length && _done.Any(done => done.Kind == kind))
                    continue;
                await Wait(0.5, 2);
                await happen();
                var mended = Stopwatch.StartNew();
                await cluster.Heal();
                _done.Add((kind, mended.Elapsed));
            }

            if (watch.Elapsed >= length)
                return;
        }
    }

    private IEnumerable<(string Kind, Func<Task> Happen)> Kinds()
    {
        yield return ("a silo is killed", Kill);
        yield return ("a front end is killed", KillFrontEnd);
        yield return ("a silo is paused", Pause);
        yield return ("the store is restarted", RestartStore);
        if (cut is not null)
            yield return ("a silo is cut off", CutOff);
    }

    private async Task Kill()
    {
        await Any(cluster.Silos).Kill();
        await Wait(0, 3);
    }

    private async Task KillFrontEnd()
    {
        await Any(cluster.FrontEnds).Kill();
        await Wait(0, 2);
    }

    // For longer than the others wait for it.
    private async Task Pause()
    {
        var silo = Any(cluster.Silos);
        silo.Pause();
        await Wait(12, 16);
        silo.Resume();
        await Ends(silo);
    }

    private async Task RestartStore()
    {
        await store.Stop();
        await Wait(0.5, 4);
        await store.Restart();
    }

    private async Task CutOff()
    {
        await cut!.Cut();
        await Task.Delay(LeaseGone, TestContext.Current.CancellationToken);
        Assert.Contains(await Remote!.Status("/v1/plans"), (int[])[0, 503]);
        await Wait(3, 6);
        await cut.Mend();
        await Ends(Remote);
    }

    // It finds out that it was declared dead, and ends; or it was not, and goes on.
    private static async Task Ends(Node silo)
        => await Eventually.Holds(async () => !silo.IsRunning || await silo.IsReady(), EndsWithin, "the silo ends or goes on");

    private Node Any(List<Node> nodes) => nodes[_random.Next(nodes.Count)];

    private Task Wait(double from, double to)
        => Task.Delay(TimeSpan.FromSeconds(from + (_random.NextDouble() * (to - from))), TestContext.Current.CancellationToken);
}

internal static class Shuffling
{
    /// <summary>The same in another order.</summary>
    public static T[] Shuffle<T>(this IEnumerable<T> all, Random random)
    {
        T[] some = [.. all];
        random.Shuffle(some);
        return some;
    }
}
