using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tenantry.Silo.Tests;

/// <summary>The log as JSON, of a program whose store fails now and then.</summary>
public sealed partial class StructuredLogTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_line_is_an_object_and_those_of_a_request_carry_the_trace_id_of_its_answer()
    {
        // What a first start stores must not be what fails.
        await using (var first = await RunningProgram.Start(_folder.At("data")))
            await first.Stop();
        await using var program = RunningProgram.Launch(_folder.Path, [
            $"--Tenantry:Data={_folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords,
            "--Tenantry:Logs:Format=json", "--Tenantry:Faults:FailEvery=6",
        ]);
        await Eventually.Holds(() => Task.FromResult(Ready().IsMatch(program.Said)), Soon, "the program was ready");
        program.Http.BaseAddress = new Uri(Ready().Match(program.Said).Groups[1].Value);

        var traces = new List<string>();
        for (var attempt = 0; attempt < 40 && traces.Count < 3; attempt++)
        {
            using var answer = await program.Http.SignUp(Tenant.Body("Acme", $"ada{attempt}@example.com"));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                traces.Add((await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("traceId").GetString()!);
        }

        await program.Stop();
        var lines = program.Said.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.NotEmpty(traces);
        Assert.All(traces, trace =>
        {
            var own = lines.Where(line => TracesOf(line).Contains(trace)).Select(line => line.GetProperty("Category").GetString()!).ToHashSet();
            Assert.Contains("Tenantry.Api.ErrorBoundary", own);
            Assert.Contains(own, category => category.StartsWith("Tenantry.Grains.", StringComparison.Ordinal));
        });
        Assert.DoesNotContain(Tenant.Password, program.Said, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> TracesOf(JsonElement line)
        => line.TryGetProperty("Scopes", out var scopes)
            ? scopes.EnumerateArray().Where(scope => scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty("TraceId", out _)).Select(scope => scope.GetProperty("TraceId").GetString())
            : [];

    [GeneratedRegex(@"is ready after .*API reference: (http://[^/]+)/docs")]
    private static partial Regex Ready();
}
