using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>A tenant of the proof: who it is and what its admin shows.</summary>
internal sealed record Firm(string Organization, string Token);

/// <summary>Tenants that change again and again, each change until it is answered.</summary>
internal sealed class Renaming
{
    private const int Connections = 16;

    private readonly Queue<Firm> _open;

    /// <param name="firms">The tenants.</param>
    /// <param name="each">How often each changes.</param>
    public Renaming(IReadOnlyList<Firm> firms, int each)
    {
        // In turn, so that all logs grow at the same time.
        _open = new(Enumerable.Repeat(firms, each).SelectMany(all => all));
        Total = _open.Count;
    }

    public int Total { get; }

    /// <summary>How many changes were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Until so many are answered, or the program cannot be reached.</summary>
    public Task Run(HttpClient http, int atMost) => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RunOne(http, atMost)));

    private async Task RunOne(HttpClient http, int atMost)
    {
        while (Next(atMost) is { } firm)
        {
            var answered = false;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/organizations/{firm.Organization}")
                {
                    Content = JsonContent.Create(new { name = $"Firm {Guid.NewGuid():N}" }),
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", firm.Token);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                answered = answer.IsSuccessStatusCode;
                if (!answered && (int)answer.StatusCode < 500)
                    Assert.Fail($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                Done(firm, answered: false);
                return;
            }

            Done(firm, answered);
        }
    }

    private Firm? Next(int atMost)
    {
        lock (_open)
            return Answered < atMost && _open.TryDequeue(out var firm) ? firm : null;
    }

    private void Done(Firm firm, bool answered)
    {
        lock (_open)
        {
            if (answered)
                Answered++;
            else
                _open.Enqueue(firm);
        }
    }
}

/// <summary>The logs of tenants, as those who pull read them.</summary>
internal sealed class PulledLogs(IReadOnlyList<Firm> firms)
{
    private readonly Dictionary<string, List<JsonElement>> _events = firms.ToDictionary(firm => firm.Organization, _ => new List<JsonElement>());

    public IReadOnlyDictionary<string, List<JsonElement>> Events => _events;

    public int Total => _events.Values.Sum(log => log.Count);

    /// <summary>Reads what has come since it was read last.</summary>
    public async Task Read(HttpClient http)
    {
        foreach (var firm in firms)
        {
            var log = _events[firm.Organization];
            while (true)
            {
                var page = await http.Get($"/v1/organizations/{firm.Organization}/events?limit=100&after={log.Count}", firm.Token);
                var read = page.GetProperty("data").EnumerateArray().ToList();
                log.AddRange(read);
                if (read.Count < 100)
                    break;
            }
        }
    }
}
