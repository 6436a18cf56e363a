using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenantry.Silo;

namespace Tenantry.Hosting.Tests;

/// <summary>What must be true when everything is over: by what the store holds, what logs say and what receivers have.</summary>
internal sealed class Aftermath(Customers customers, Inbox inbox, HttpClient http, string @operator)
{
    private const int SeatsOfTrial = 5;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How many events there are of the organizations that were acknowledged.</summary>
    public int Events { get; private set; }

    /// <summary>How many organizations there are; some were made though nobody heard of it.</summary>
    public int Organizations { get; private set; }

    /// <summary>Waits until nothing is left to do, and checks what the store holds.</summary>
    public async Task CheckStore(ChaosStore store)
    {
        var records = await Finished(store);

        var organizations = records.OfType("organization").Where(record => Text(record.State, "existence") == "Exists").ToDictionary(record => record.Partition, record => record.State);
        Organizations = organizations.Count;
        var members = records.OfType("membership").Where(record => record.State.TryGetProperty("roles", out _)).ToLookup(record => record.Partition);
        var users = records.OfType("user").Where(record => record.State.TryGetProperty("email", out _)).ToList();

        Assert.Equal(organizations.Count, organizations.Values.Select(organization => Text(organization, "slug")).Distinct().Count());
        Assert.Equal(users.Count, users.Select(user => Text(user.State, "email").ToLowerInvariant()).Distinct().Count());
        Assert.All(organizations.Keys, id => Assert.InRange(members[id].Count(), 1, SeatsOfTrial));
        foreach (var firm in customers.Firms)
        {
            var organization = Assert.Contains(firm.Organization, organizations);
            Assert.Equal(firm.Slug, Text(organization, "slug"));
            Assert.Contains(Text(organization, "name"), firm.Names);
            Assert.Subset(members[firm.Organization].Select(member => member.Key).ToHashSet(), firm.Members.Keys.ToHashSet());
        }
    }

    /// <summary>Checks that every receiver has every event, and sees so from what it has.</summary>
    public async Task CheckWebhooks()
    {
        var logs = new Dictionary<string, List<string>>();
        foreach (var happened in await AllEvents())
        {
            if ((string?)happened["organization"] is not { } organization)
                continue;
            if (!logs.TryGetValue(organization, out var log))
                logs[organization] = log = [];
            log.Add((string)happened["id"]!);
        }

        Events = logs.Values.Sum(log => log.Count);
        var watch = Stopwatch.StartNew();
        while (logs.Where(log => inbox.Of(log.Key).Count < log.Value.Count).ToList() is { Count: > 0 } missing)
        {
            Assert.True(watch.Elapsed < Settling, $"Of {Events} events of {logs.Count} logs, those of {missing.Count} did not all arrive: {await Missing(missing[0])}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        foreach (var (organization, log) in logs)
        {
            var chain = inbox.Of(organization);
            Assert.Equal(log.Order(), chain.Select(delivery => delivery.Id).Order());
            Assert.Equal(Enumerable.Range(1, chain.Count), chain.Select(delivery => (int)delivery.Sequence));
            Assert.Equal(chain.SkipLast(1).Select(delivery => delivery.Id), chain.Skip(1).Select(delivery => delivery.PreviousId));
        }
    }

    private async Task<string> Missing(KeyValuePair<string, List<string>> log)
    {
        var arrived = inbox.Of(log.Key).Select(delivery => delivery.Id).ToHashSet();
        return $"of {log.Key} {string.Join(", ", log.Value.Where(id => !arrived.Contains(id)).Take(5))}; the endpoint: "
            + $"{(await http.Ask("GET", "/v1/admin/webhooks", token: @operator)).Json}";
    }

    /// <summary>Checks the chain of every log by its export.</summary>
    public async Task CheckLogs()
    {
        var folder = Directory.CreateTempSubdirectory("tenantry-chaos-");
        try
        {
            var keys = Path.Combine(folder.FullName, "keys.json");
            await File.WriteAllBytesAsync(keys, await http.GetByteArrayAsync(new Uri("/.well-known/tenantry-log-keys.json", UriKind.Relative)));
            var broken = new ConcurrentQueue<string>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
            await Parallel.ForEachAsync(customers.Firms, options, async (firm, cancellation) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/admin/organizations/{firm.Organization}/audit-events/export");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", @operator);
                using var answer = await http.SendAsync(request, cancellation);
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
                var file = Path.Combine(folder.FullName, firm.Organization);
                await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(cancellation), cancellation);
                using var errors = new StringWriter();
                if (await VerifyLog.Run([file, "--keys", keys], TextWriter.Null, errors) != VerifyLog.Whole)
                    broken.Enqueue($"{firm.Organization}: {errors}");
            });
            Assert.Empty(broken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<StoredRecords> Finished(ChaosStore store)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var records = await store.Read();
            if (records.Unfinished() is not { Count: > 0 } left)
                return records;
            if (watch.Elapsed >= Settling)
                Assert.Fail($"Of {records.Count} records {left.Count} are not finished: {string.Join(", ", left.Take(10))}. Due are: {string.Join(", ", await store.Due())}.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private async Task<List<JsonNode>> AllEvents()
    {
        var (events, after) = (new List<JsonNode>(), "0");
        while (true)
        {
            var page = (await http.Ask("GET", $"/v1/admin/events?limit=100&after={after}", token: @operator)).Be(200);
            var data = page.Json!["data"]!.AsArray();
            if (data.Count == 0)
                return events;
            events.AddRange(data.Select(one => one!));
            after = page.At("page.next")!;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
