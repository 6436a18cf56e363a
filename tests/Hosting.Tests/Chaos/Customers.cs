using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tenantry.Hosting.Tests;

/// <summary>
/// Customers who sign up, some of them for the same name; members who join up to the limit and beyond; admins who rename and read.
/// Each asks for a change, with the same key, until there is an answer, or until nobody asks any more.
/// </summary>
internal sealed class Customers(Balancer balancer, int seed)
{
    private const int Workers = 6;
    private const int Rivals = 3;

    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, int> _answers = [];
    private readonly Lock _gaps = new();
    private int _signups;
    private int _joins;
    private long _acknowledgedAt = Stopwatch.GetTimestamp();

    public ConcurrentBag<ChaosFirm> Firms { get; } = [];

    /// <summary>How often each answer was given to each kind of request.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>The longest time in which nothing was acknowledged to anybody.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Workers).Select(number => Work(new Random(seed + number), stop)));

    private async Task Work(Random random, CancellationToken stop)
    {
        ChaosFirm? own = null;
        while (!stop.IsCancellationRequested)
        {
            var what = random.NextDouble();
            if (own is null || what < 0.25)
                own = await SignUp(random.Next(4) == 0, stop) ?? own;
            else if (what < 0.55)
                await Join(random, stop);
            else if (what < 0.75)
                await Rename(own, stop);
            else
                Count("read", await own.Ask(balancer, "GET", ""));
        }
    }

    private async Task<ChaosFirm?> SignUp(bool isRival, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref _signups);
        var (slug, email) = (isRival ? $"rival-{number / Rivals}" : $"firm-{number}", $"firm-{number}@chaos.example");
        var reply = await Insist(
            "sign-up",
            key => balancer.Ask("POST", "/v1/signups", new { organization = new { name = slug, slug }, user = new { email, password = Calls.Password } }, key: key),
            stop);
        if (reply?.Status == 201)
        {
            var firm = new ChaosFirm(reply.At("organization.id")!, slug, email);
            firm.Names.Add(slug);
            Firms.Add(firm);
            return firm;
        }

        Assert.True(reply is null || (isRival && reply.Code == "slug_taken"), $"A sign-up was answered {reply?.Status}: {reply?.Json}");
        return null;
    }

    // Several at the same time into one of the newest, so that its seats run out.
    private async Task Join(Random random, CancellationToken stop)
    {
        var firm = Firms.Take(4).ElementAt(random.Next(Math.Min(4, Firms.Count)));
        var email = $"member-{Interlocked.Increment(ref _joins)}@chaos.example";
        var reply = await Insist("join", key => firm.Ask(balancer, "POST", "/users", new { email, password = Calls.Password, role = "member" }, key), stop);
        if (reply?.Status == 201)
            firm.Members[reply.At("id")!] = email;
        else
            Assert.True(reply is null || reply.Status == 402, $"A join was answered {reply?.Status}: {reply?.Json}");
    }

    private async Task Rename(ChaosFirm firm, CancellationToken stop)
    {
        var name = $"{firm.Slug} {Guid.NewGuid():N}";
        firm.Names.Add(name);
        var reply = await Insist("rename", key => firm.Ask(balancer, "PATCH", "", new { name }, key), stop);
        if (reply is null)
            return;
        Assert.True(reply.Status == 200, $"A renaming was answered {reply.Status}: {reply.Json}");
        firm.Names.Clear();
        firm.Names.Add(name);
    }

    // Null: nobody knows.
    private async Task<Reply?> Insist(string kind, Func<string, Task<Reply>> ask, CancellationToken stop)
    {
        var key = Guid.NewGuid().ToString();
        while (true)
        {
            var reply = await ask(key);
            Count(kind, reply);
            if (reply.Status is not (0 or 401 or 503) && reply.RetryAfter is null)
            {
                Acknowledge();
                return reply;
            }

            if (stop.IsCancellationRequested)
                return null;
            await Task.Delay(reply.RetryAfter ?? TryAgain, CancellationToken.None);
        }
    }

    private void Count(string kind, Reply reply) => _answers.AddOrUpdate($"{kind} {reply.Status}", 1, (_, count) => count + 1);

    private void Acknowledge()
    {
        lock (_gaps)
        {
            var silence = Stopwatch.GetElapsedTime(_acknowledgedAt);
            _acknowledgedAt = Stopwatch.GetTimestamp();
            if (silence > LongestSilence)
                LongestSilence = silence;
        }
    }
}
