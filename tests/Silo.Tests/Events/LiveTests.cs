using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>A stream of events while the program dies and stops.</summary>
public sealed class LiveTests
{
    private const string Email = "ada@live.example";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_comes_back_after_each_kill_has_every_event_once_in_order()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261126);
        var (organization, last) = ("", "0");
        var ids = new List<string>();
        for (var life = 0; life < 4; life++)
        {
            await using var program = await RunningProgram.StartIn(folder.Path, Arguments(folder));
            if (life == 0)
                organization = await SignUp(program.Http);
            var token = await program.Http.LogIn(Email);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var renaming = Rename(program.Http, organization, token, stop.Token);
            var reading = Read(program.Http, organization, token, last, ids);
            await Eventually.Holds(() => Task.FromResult(ids.Count > 15 * (life + 1)), Deadline, "enough has arrived");
            await Task.Delay(random.Next(0, 300), Cancellation);
            if (life < 3)
            {
                await program.Kill();
                await renaming;
                last = await reading;
                continue;
            }

            await stop.CancelAsync();
            await renaming;
            var all = new List<string>();
            await Eventually.Holds(
                async () =>
                {
                    all = await Log(program.Http, organization, token);
                    return ids.Count >= all.Count;
                },
                Deadline, "everything has arrived");

            // The stream ends with the program, which does not wait for it.
            var watch = Stopwatch.StartNew();
            await program.Stop();
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
            // What an earlier life had not said yet can still have come.
            Assert.Equal($"{ids.Count}", await reading);
            Assert.Equal(all, ids.Take(all.Count));
            Assert.Equal(ids.Count, ids.Distinct().Count());
        }
    }

    private static string[] Arguments(TemporaryFolder folder)
        => [$"--Tenantry:Data={folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords, "--Logging:LogLevel:Default=Error"];

    private static async Task<string> SignUp(HttpClient http)
    {
        using var answer = await http.SignUp(Tenant.Body("Live", Email));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return body.GetProperty("organization").GetProperty("id").GetString()!;
    }

    // Reads until the stream ends, however it does; answers what to come back with.
    private static async Task<string> Read(HttpClient http, string organization, string token, string last, List<string> ids)
    {
        using var request = Request(HttpMethod.Get, $"/v1/organizations/{organization}/events/stream", token);
        request.Headers.Add("Last-Event-ID", last);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
            {
                ids.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("id").GetString()!);
                last = item.EventId!;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The program was killed.
        }

        return last;
    }

    private static async Task Rename(HttpClient http, string organization, string token, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using var request = Request(HttpMethod.Patch, $"/v1/organizations/{organization}", token);
                request.Content = JsonContent.Create(new { name = $"Live {Guid.NewGuid():N}" });
                using var answer = await http.SendAsync(request, Cancellation);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The program was killed.
        }
    }

    private static async Task<List<string>> Log(HttpClient http, string organization, string token)
    {
        var ids = new List<string>();
        while (true)
        {
            var page = await http.Get($"/v1/organizations/{organization}/events?limit=100&after={ids.Count}", token);
            var data = page.GetProperty("data").EnumerateArray().ToList();
            if (data.Count == 0)
                return ids;
            ids.AddRange(data.Select(one => one.GetProperty("id").GetString()!));
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
