using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Tenantry.Hosting.Tests;

/// <summary>A stream of events whose process goes away.</summary>
public sealed class StreamTests(SharedCluster shared)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_goes_on_in_another_process_without_a_gap()
    {
        var cluster = await shared.Healthy();
        var (front, silo, last) = (cluster.FrontEnds[0], cluster.Silos[1], cluster.FrontEnds[1]);
        var firm = await last.Http.SignUp(Unique.Name());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var renaming = Rename(last.Http, firm, stop.Token);
        var seen = new List<long>();

        // The first stops in good order: the stream ends, it does not break.
        var reading = Read(front.Http, firm, "0", seen);
        await Eventually.Holds(() => Task.FromResult(seen.Count > 8), Deadline, "events arrive");
        front.Terminate();
        var (from, whole) = await reading;
        Assert.True(whole, "The stream broke.");

        // The second is killed.
        reading = Read(silo.Http, firm, from, seen);
        var before = seen.Count;
        await Eventually.Holds(() => Task.FromResult(seen.Count > before + 8), Deadline, "events go on");
        await silo.Kill();
        (from, _) = await reading;

        reading = Read(last.Http, firm, from, seen, until: seen.Count + 8);
        await reading.WaitAsync(Deadline, Cancellation);
        await stop.CancelAsync();
        await renaming;
        await front.Ended();
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
    }

    // Reads until the stream ends; answers what to come back with, and whether it ended as it should. While the log moves to another
    // silo it is asked for again.
    private static async Task<(string Last, bool Whole)> Read(HttpClient http, Firm firm, string last, List<long> seen, int until = int.MaxValue)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{firm.Path}/events/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", firm.Token);
        request.Headers.Add("Last-Event-ID", last);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            if (answer is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } pause })
            {
                await Task.Delay(pause, Cancellation);
                return await Read(http, firm, last, seen, until);
            }

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
            {
                seen.Add(long.Parse(JsonDocument.Parse(item.Data).RootElement.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture));
                last = item.EventId!;
                if (seen.Count >= until)
                    return (last, true);
            }

            return (last, true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (last, false);
        }
    }

    private static async Task Rename(HttpClient http, Firm firm, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await http.Ask("PATCH", firm.Path, new { name = $"Firm {Guid.NewGuid():N}" }, firm.Token);
            }
            catch (HttpRequestException)
            {
                // Then the next time.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }
}
