using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>
/// The promise of webhooks: whatever happens to the receivers and to the program, each receiver ends with every event, and can prove it.
/// </summary>
public sealed class WebhookKillTests
{
    private const int Tenants = 50;
    private const int ChangesOfEach = 195;
    private const int LeastEvents = 10_000;
    private const int StrictTenants = 10;
    private const int Kills = 10;
    private const int Sample = 300;

    // What failed again and again has waited for long by then, and an endless call for 15 s.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_events_reach_failing_receivers_through_ten_kills()
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        // An address of its own for all lives, since tokens name it.
        string[] arguments =
        [
            $"--Tenantry:Data={folder.At("data")}", $"--urls=http://127.0.0.1:{FreePort()}", .. BuiltProgram.QuickPasswords,
            "--Tenantry:Webhooks:AllowedNetworks=127.0.0.0/8", "--Tenantry:Webhooks:RetryScale=0.01", "--Tenantry:Limits:Quotas=false",
            "--Logging:LogLevel:Default=Critical", "--Logging:LogLevel:Tenantry=Critical",
        ];
        await using var usual = await Receiver.Start(1);
        await using var strict = await Receiver.Start(2);
        await using var operators = await Receiver.Start(3);
        var secrets = new Dictionary<string, string>();
        List<Firm> firms = [];
        var random = new Random(20261127);
        Renaming? renaming = null;

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var program = await RunningProgram.StartIn(folder.Path, arguments);
            if (renaming is null)
            {
                firms = await SignUp(program.Http);
                renaming = new Renaming(firms, ChangesOfEach);
                var @operator = await program.Http.LogInFirstOperator(folder.At("data"));
                secrets["/all"] = await Subscribe(program.Http, "/v1/admin/webhooks", @operator, new Uri(operators.Address, "/all"), isStrict: false);
                foreach (var (firm, i) in firms.Select((firm, i) => (firm, i)))
                {
                    var path = $"/v1/organizations/{firm.Organization}/webhooks";
                    secrets[$"/usual/{firm.Organization}"] =
                        await Subscribe(program.Http, path, firm.Token, new Uri(usual.Address, $"/usual/{firm.Organization}"), isStrict: false);
                    if (i < StrictTenants)
                        secrets[$"/strict/{firm.Organization}"] =
                            await Subscribe(program.Http, path, firm.Token, new Uri(strict.Address, $"/strict/{firm.Organization}"), isStrict: true);
                }
            }

            var restarting = kill % 3 == 0 ? Task.WhenAll(usual.Restart(), strict.Restart(), operators.Restart()) : Task.CompletedTask;
            var running = renaming.Run(program.Http, atMost: renaming.Total * kill / Kills);
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(20), Cancellation));
            await Task.Delay(random.Next(0, 400), Cancellation);
            await program.Kill();
            await running;
            await restarting;
        }

        await using var last = await RunningProgram.StartIn(folder.Path, arguments);
        await renaming!.Run(last.Http, renaming.Total);
        Assert.Equal(renaming.Total, renaming.Answered);
        var changed = watch.Elapsed;

        var logs = new PulledLogs(firms);
        await Eventually.Holds(
            async () =>
            {
                await logs.Read(last.Http);
                return logs.Total >= LeastEvents && IsMissing(logs, usual, strict, operators) is null;
            },
            Settling, "every receiver has every event");
        var arrived = watch.Elapsed;
        CheckLogs(logs, renaming);
        CheckReceivers(logs, firms, usual, strict, operators);
        await CheckSignatures(folder, secrets, usual, strict, operators);
        await CheckChains(last.Http, folder, firms);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{logs.Total} events, {Kills} kills, changed after {changed.TotalSeconds:0} s, all there after {arrived.TotalSeconds:0} s, checked after {watch.Elapsed.TotalSeconds:0} s; "
            + $"calls and failures: {usual.Counts}, {strict.Counts}, {operators.Counts}.");
    }

    private static async Task<List<Firm>> SignUp(HttpClient http)
    {
        var firms = new List<Firm>();
        for (var i = 0; i < Tenants; i++)
        {
            using var answer = await http.SignUp(Tenant.Body($"Firm {i}", $"firm{i}@hooks.example"));
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            firms.Add(new(body.GetProperty("organization").GetProperty("id").GetString()!, await http.LogIn($"firm{i}@hooks.example")));
        }

        return firms;
    }

    private static async Task<string> Subscribe(HttpClient http, string path, string token, Uri url, bool isStrict)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { url, strict = isStrict }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body.ToString());
        return body.GetProperty("secret").GetString()!;
    }

    // The first log that some receiver does not have.
    private static string? IsMissing(PulledLogs logs, Receiver usual, Receiver strict, Receiver operators)
    {
        var all = Ids(operators.Inbox("/all"));
        foreach (var (organization, log) in logs.Events)
        {
            var expected = Expected(log).ToList();
            if (!all.IsSupersetOf(expected) || !Ids(usual.Inbox($"/usual/{organization}")).IsSupersetOf(expected))
                return organization;
            if (strict.CountOf($"/strict/{organization}") > 0 && !Ids(strict.Inbox($"/strict/{organization}")).IsSupersetOf(expected))
                return organization;
        }

        return null;
    }

    private static void CheckLogs(PulledLogs logs, Renaming renaming)
    {
        foreach (var log in logs.Events.Values)
        {
            Assert.Equal(Enumerable.Range(1, log.Count), log.Select(one => int.Parse(Text(one, "sequence"), null)));
            Assert.Equal(log.SkipLast(1).Select(one => Text(one, "id")), log.Skip(1).Select(one => Text(one, "previousid")));
        }

        // A change whose answer was lost with the process may have been made; none that was answered is missing.
        Assert.InRange(logs.Events.Values.Sum(log => log.Count(IsRenaming)), renaming.Total, renaming.Total + (Kills * 16));
    }

    private static void CheckReceivers(PulledLogs logs, IReadOnlyList<Firm> firms, Receiver usual, Receiver strict, Receiver operators)
    {
        var all = operators.Inbox("/all").ToLookup(delivery => delivery.Organization);
        foreach (var (firm, i) in firms.Select((firm, i) => (firm, i)))
        {
            var log = logs.Events[firm.Organization];
            CheckProof(log, usual.Inbox($"/usual/{firm.Organization}"));
            CheckProof(log, [.. all[firm.Organization]]);
            if (i >= StrictTenants)
                continue;
            var inbox = strict.Inbox($"/strict/{firm.Organization}");
            CheckProof(log, inbox);
            var firsts = inbox.DistinctBy(delivery => delivery.Id).Select(delivery => delivery.Sequence).ToList();
            Assert.Equal(firsts.Order(), firsts);
        }
    }

    // From what it has, a receiver sees that there is no gap; and what it has is what the log says.
    private static void CheckProof(List<JsonElement> log, IReadOnlyList<Delivery> inbox)
    {
        var chain = inbox.DistinctBy(delivery => delivery.Id).OrderBy(delivery => delivery.Sequence).ToList();
        Assert.Equal(Enumerable.Range((int)chain[0].Sequence, chain.Count), chain.Select(delivery => (int)delivery.Sequence));
        Assert.Equal(chain.SkipLast(1).Select(delivery => delivery.Id), chain.Skip(1).Select(delivery => delivery.PreviousId));
        Assert.Equal(log.Skip((int)chain[0].Sequence - 1).Select(one => Text(one, "id")), chain.Select(delivery => delivery.Id));
        Assert.All(chain, delivery => Assert.True(JsonElement.DeepEquals(
            log[(int)delivery.Sequence - 1].GetProperty("data"), delivery.Event.GetProperty("data")), delivery.Body));
    }

    private static async Task CheckSignatures(TemporaryFolder folder, Dictionary<string, string> secrets, params Receiver[] receivers)
    {
        var sample = secrets.SelectMany(one => receivers.SelectMany(receiver => receiver.Inbox(one.Key)).TakeLast(6).Select(delivery => (one.Value, delivery)))
            .TakeLast(Sample).ToList();
        var said = await StandardWebhooks.Judge(folder, sample);
        Assert.Equal(sample.Count, said.Count);
        Assert.All(said, word => Assert.Equal("good", word));

        var (secret, genuine) = sample[^1];
        said = await StandardWebhooks.Judge(folder,
        [
            (secret, genuine with { Body = genuine.Body.Replace("Firm", "Farm", StringComparison.Ordinal) }),
            (secret, genuine with { Id = sample[0].delivery.Id }),
            (sample[0].Value, genuine),
        ]);
        Assert.All(said, word => Assert.NotEqual("good", word));
        Assert.Equal(3, said.Count);
    }

    private static async Task CheckChains(HttpClient http, TemporaryFolder folder, IReadOnlyList<Firm> firms)
    {
        var @operator = await http.LogInFirstOperator(folder.At("data"));
        var keys = folder.At("keys.json");
        await File.WriteAllBytesAsync(keys, await http.GetByteArrayAsync(new Uri("/.well-known/tenantry-log-keys.json", UriKind.Relative), Cancellation), Cancellation);
        foreach (var path in firms.Select(firm => $"/v1/admin/organizations/{firm.Organization}/audit-events/export").Append("/v1/admin/audit-events/export"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", @operator);
            using var answer = await http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var file = folder.At("export.ndjson");
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Cancellation), Cancellation);
            using var errors = new StringWriter();
            Assert.True(await VerifyLog.Run([file, "--keys", keys], TextWriter.Null, errors) == VerifyLog.Whole, $"{path}: {errors}");
        }

        // The last of them as the program's user does it.
        Assert.Equal(0, (await BuiltProgram.Run(folder.Path, VerifyLog.Verb, folder.At("export.ndjson"), "--keys", keys)).ExitCode);
    }

    private static HashSet<string> Ids(IReadOnlyList<Delivery> inbox) => [.. inbox.Select(delivery => delivery.Id)];

    // An endpoint gets what happens after it was made, which the first change did.
    private static IEnumerable<string> Expected(List<JsonElement> log) => log.SkipWhile(one => !IsRenaming(one)).Select(one => Text(one, "id"));

    private static bool IsRenaming(JsonElement happened) => Text(happened, "type") == "organization.renamed";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
