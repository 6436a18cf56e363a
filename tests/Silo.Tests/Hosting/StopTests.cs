using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

public sealed class StopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_stops_within_5_seconds_and_the_next_start_has_everything()
    {
        using var folder = new TemporaryFolder();
        string organization;
        await using (var program = await RunningProgram.Start(folder.Path))
        {
            using var signUp = await program.Http.SignUp(Tenant.Body("Acme", "ada@acme.example"));
            var body = await signUp.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            organization = body.GetProperty("organization").GetProperty("id").GetString()!;

            var watch = Stopwatch.StartNew();
            await program.Stop();
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            TestContext.Current.TestOutputHelper!.WriteLine($"Stopped within {watch.Elapsed.TotalSeconds:0.00} s.");
        }

        await using var next = await RunningProgram.Start(folder.Path);
        var token = await next.Http.LogIn("ada@acme.example");
        Assert.Equal("Acme", (await next.Http.Get($"/v1/organizations/{organization}", token)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_stop()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.Path);

        // The password hash alone takes longer than the signal.
        var signUps = Enumerable.Range(0, 8).Select(i => program.Http.SignUp(Tenant.Body($"Firm {i}", $"user{i}@firm.example"))).ToList();
        program.Interrupt();

        foreach (var signUp in await Task.WhenAll(signUps))
            Assert.Equal(HttpStatusCode.Created, signUp.StatusCode);
        Assert.Equal(0, await program.Ended());
    }

    [Fact]
    public async Task Readiness_turns_false_before_anything_stops()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.Path, "--Tenantry:Stop:Grace=00:00:02");
        Assert.Equal(HttpStatusCode.OK, await Status(program, "/healthz/ready"));

        program.Interrupt();
        await Eventually.Holds(
            async () => await Status(program, "/healthz/ready") == HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(2),
            "readiness is refused");

        Assert.Equal(HttpStatusCode.OK, await Status(program, "/healthz/live"));
        using var signUp = await program.Http.SignUp(Tenant.Body("Late", "ada@late.example"));
        Assert.Equal(HttpStatusCode.Created, signUp.StatusCode);
        Assert.Equal(0, await program.Ended());
    }

    private static async Task<HttpStatusCode> Status(RunningProgram program, string path)
    {
        using var answer = await program.Http.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
