using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using HdrHistogram;

namespace Tenantry.Bench;

/// <summary>
/// How soon a change is seen in the live feed: from the moment its request is sent until the event has arrived, so the command itself,
/// which commits in between, is part of it.
/// </summary>
internal static class LiveRow
{
    private const int ChangesASecond = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task Measure(Subject subject, IReadOnlyList<Tenant> tenants, BenchOptions options, Report report)
    {
        using var http = new HttpClient { BaseAddress = subject.Server.Http.BaseAddress };
        using var ended = new CancellationTokenSource();
        var sent = new ConcurrentDictionary<string, long>();
        var arrived = new ConcurrentQueue<TimeSpan>();
        var readers = tenants.Select(tenant => Task.Run(() => Read(http, tenant, sent, arrived, ended.Token))).ToList();

        var row = new Row("live, request sent to event seen", duration => Run(subject, http, tenants, sent, arrived, duration));
        report.Add(row);
        report.Target("live: p99, ms", 200, () => row.Median(round => round.P99));
        await row.WarmUp(options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
            await row.Measure(options.Command);

        await ended.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static async Task<Measurement> Run(
        Subject subject, HttpClient http, IReadOnlyList<Tenant> tenants, ConcurrentDictionary<string, long> sent, ConcurrentQueue<TimeSpan> arrived, TimeSpan duration)
    {
        arrived.Clear();
        var before = subject.Server.Cpu;
        var began = Stopwatch.GetTimestamp();
        var changes = (int)(ChangesASecond * duration.TotalSeconds);
        var requests = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ChangesASecond));
        for (var change = 0; change < changes; change++)
        {
            await pace.WaitForNextTickAsync();
            requests.Add(Change(http, tenants[change % tenants.Count], sent));
        }

        await Task.WhenAll(requests);
        var loaded = Stopwatch.GetElapsedTime(began);
        while (arrived.Count < changes && Stopwatch.GetElapsedTime(began) < loaded + Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(5));

        var delays = new LongHistogram(TimeSpan.FromMinutes(1).Ticks, 3);
        foreach (var delay in arrived)
            delays.RecordValue(delay.Ticks);
        return new Measurement
        {
            Operations = arrived.Count,
            Errors = changes - arrived.Count,
            FirstError = arrived.Count == changes ? null : "an event was not seen",
            LoadSeconds = loaded.TotalSeconds,
            P50 = TimeSpan.FromTicks(delays.GetValueAtPercentile(50)).TotalMilliseconds,
            P99 = TimeSpan.FromTicks(delays.GetValueAtPercentile(99)).TotalMilliseconds,
            CpuMilliseconds = (subject.Server.Cpu - before).TotalMilliseconds,
            Memory = subject.Server.Memory,
        };
    }

    private static async Task Change(HttpClient http, Tenant tenant, ConcurrentDictionary<string, long> sent)
    {
        var name = $"Live {Guid.NewGuid():N}";
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/organizations/{tenant.Organization}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Token);
        request.Content = new StringContent($$"""{"name":"{{name}}"}""", new MediaTypeHeaderValue("application/json"));
        sent[name] = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Read(
        HttpClient http, Tenant tenant, ConcurrentDictionary<string, long> sent, ConcurrentQueue<TimeSpan> arrived, CancellationToken ended)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/organizations/{tenant.Organization}/events/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ended));
            while (await lines.ReadLineAsync(ended) is { } line)
            {
                // A new name is in the event as what is now; it begins like no other text there.
                if (line.IndexOf("Live ", StringComparison.Ordinal) is var at and >= 0 && line.StartsWith("data:", StringComparison.Ordinal)
                    && Newest(line, sent) is { } since)
                    arrived.Enqueue(Stopwatch.GetElapsedTime(since));
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    // The event of a change holds the name before, too, which was seen already.
    private static long? Newest(string line, ConcurrentDictionary<string, long> sent)
    {
        const int Length = 37;
        for (var at = line.IndexOf("Live ", StringComparison.Ordinal); at >= 0; at = line.IndexOf("Live ", at + 1, StringComparison.Ordinal))
        {
            if (sent.TryRemove(line.Substring(at, Length), out var since))
                return since;
        }

        return null;
    }
}
