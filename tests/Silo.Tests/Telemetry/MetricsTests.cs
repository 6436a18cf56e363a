using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What can be fetched at /metrics, and by whom.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_tenants_do_is_measured_and_nobody_is_named()
    {
        await using var program = await RunningProgram.Start(_folder.Path, BuiltProgram.QuickPasswords);
        using var made = await program.Http.SignUp(Tenant.Body("Acme", "ada.lovelace@example.com", "acme"));
        var organization = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("organization").GetProperty("id").GetString();
        using var taken = await program.Http.SignUp(Tenant.Body("Acme", "grace.hopper@example.com", "acme"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (made.StatusCode, taken.StatusCode));
        var token = await program.Http.LogIn("ada.lovelace@example.com");
        var answers = new List<HttpStatusCode>();
        for (var project = 0; project < 3; project++)
            answers.Add(await MakeProject(program.Http, organization!, token, $"Project {project}"));
        Assert.Equal(HttpStatusCode.PaymentRequired, answers[^1]);

        var metrics = await Fetch(program.Address);

        Assert.Matches("""tenantry_signups_total\{[^}]*outcome="created"\} 1\n""", metrics);
        Assert.Matches("""tenantry_signups_total\{[^}]*outcome="slug_taken"\} 1\n""", metrics);
        Assert.Matches("""tenantry_limit_refusals_total\{[^}]*limit="projects"\} 1\n""", metrics);
        Assert.Matches("""tenantry_store_commit_duration_seconds_count\{[^}]*outcome="committed",store="sqlite"\} [1-9]""", metrics);
        Assert.Matches("""tenantry_store_commit_size_sum\{[^}]*store="sqlite"\} [1-9]""", metrics);
        Assert.Matches("""tenantry_event_lag_seconds_count\{[^}]*\} [1-9]""", metrics);
        Assert.Contains("orleans_catalog_activations{", metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["lovelace", "hopper", organization![4..], "acme"])
            Assert.DoesNotContain(name, metrics, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Where_there_is_an_internal_port_they_are_there_alone()
    {
        var port = FreePort();
        await using var program = await RunningProgram.Start(_folder.Path, $"--Tenantry:Internal:Urls=http://127.0.0.1:{port}");

        Assert.Null(await Fetch(program.Address));
        Assert.NotNull(await Fetch(new Uri($"http://127.0.0.1:{port}")));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Where_there_is_none_a_proxy_does_not_reach_them(string header, string value)
    {
        await using var program = await RunningProgram.Start(_folder.Path);

        Assert.NotNull(await Fetch(program.Address));
        Assert.Null(await Fetch(program.Address, (header, value)));
    }

    [Fact]
    public async Task They_can_be_switched_off()
    {
        await using var program = await RunningProgram.Start(_folder.Path, "--Tenantry:Telemetry:Prometheus=false");

        Assert.Null(await Fetch(program.Address));
    }

    private static async Task<string?> Fetch(Uri server, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/metrics"));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await http.SendAsync(request, Cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<HttpStatusCode> MakeProject(HttpClient http, string organization, string token, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{organization}/projects") { Content = JsonContent.Create(new { name }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
