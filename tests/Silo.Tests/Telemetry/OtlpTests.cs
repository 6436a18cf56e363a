using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What the built program sends to a collector.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string Email = "ada.lovelace@example.com";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private Collector _collector = null!;
    private RunningProgram? _program;

    public async ValueTask InitializeAsync()
    {
        _collector = await Collector.Start();
        _program = await RunningProgram.StartIn(
            _folder.Path,
            [
                $"--Tenantry:Data={_folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords,
                "--Logging:LogLevel:Microsoft.AspNetCore.Routing=Debug",
            ],
            _collector.Variables);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        await _collector.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_request_the_grains_that_it_calls_and_the_store_are_one_trace()
    {
        using var answer = await _program!.Http.SignUp(Tenant.Body("Acme", Email));
        Assert.True(answer.IsSuccessStatusCode);
        await Eventually.Holds(() => Task.FromResult(Request() is not null), Soon, "the span of the request was sent");

        var request = Request()!;
        await Eventually.Holds(() => Task.FromResult(Trace(request).Any(IsStored)), Soon, "a store's span was sent that belongs to the request");
        var trace = Trace(request).ToDictionary(span => span.Id);
        var path = new List<Collector.Span>();
        for (var span = trace.Values.First(IsStored); span is not null; span = trace.GetValueOrDefault(span.ParentId))
            path.Add(span);

        Assert.Same(request, path[^1]);
        Assert.Contains(path, span => span.Attributes.Contains("rpc.method"));
        Assert.All(Trace(request), span => Assert.True(span == request || trace.ContainsKey(span.ParentId), $"{span.Name} has no parent."));
        bool IsStored(Collector.Span span) => span.Name == "write organization";
    }

    [Fact]
    public async Task Metrics_and_logs_are_sent_too_and_say_who_sends()
    {
        using var answer = await _program!.Http.SignUp(Tenant.Body("Acme", Email));
        using var missing = await _program.Http.GetAsync(new Uri("/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = await missing.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var traceId = problem.GetProperty("traceId").GetString()!;

        string[] metrics = ["tenantry.signups", "tenantry.store.commit.duration", "tenantry.event.lag", "http.server.request.duration"];
        await Eventually.Holds(() => Task.FromResult(!metrics.Except(_collector.Metrics).Any()), Soon, "metrics were sent");
        await Eventually.Holds(() => Task.FromResult(_collector.Logs.Any(line => line.TraceId == traceId)), Soon, "a line of the request's log was sent");
        Assert.All(_collector.Services, name => Assert.Equal("Tenantry.Silo", name));
    }

    [Fact]
    public async Task Nothing_that_is_sent_holds_an_email_address_a_password_or_a_token()
    {
        using var signUp = await _program!.Http.SignUp(Tenant.Body("Acme", Email));
        var token = await _program.Http.LogIn(Email);
        await _program.Http.Get("/v1/me", token);
        await _program.Stop();

        Assert.Contains(_collector.Spans, span => span.Name.Contains("/oauth/token", StringComparison.Ordinal));
        Assert.All(_collector.Raw, sent =>
        {
            Assert.DoesNotContain("lovelace", sent, StringComparison.Ordinal);
            Assert.DoesNotContain(Tenant.Password, sent, StringComparison.Ordinal);
            Assert.DoesNotContain(token[^20..], sent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_address_that_is_none_stops_the_start()
    {
        var (exitCode, _, error) = await BuiltProgram.Run("/", $"--Tenantry:Data={_folder.At("refused")}", "--Tenantry:Telemetry:OtlpEndpoint=nonsense");

        Assert.Equal(
            (1, "Tenantry did not start: Tenantry:Telemetry:OtlpEndpoint must be an address such as http://127.0.0.1:4317; it is 'nonsense'."),
            (exitCode, error.Trim()));
    }

    private Collector.Span? Request() => _collector.Spans.FirstOrDefault(span => span.Name.Contains("/v1/signups", StringComparison.Ordinal));

    private IEnumerable<Collector.Span> Trace(Collector.Span request) => _collector.Spans.Where(span => span.TraceId == request.TraceId);
}
