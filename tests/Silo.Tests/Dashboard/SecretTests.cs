using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>The dashboard shows how the program is doing, and nothing of what it keeps.</summary>
public sealed class SecretTests(SharedProgram program)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GrainState?grainId=operator%2540tenantry.local&grainType=Tenantry.Grains.OperatorGrain")]
    [InlineData("grainstate?grainId=operator%2540tenantry.local&grainType=Tenantry.Grains.OperatorGrain")]
    [InlineData("GrainState/?grainId=operator%2540tenantry.local&grainType=Tenantry.Grains.OperatorGrain")]
    [InlineData("GrainTypes")]
    [InlineData("Trace")]
    [InlineData("Whatever/comes/next")]
    public async Task What_could_show_state_is_not_there(string route)
    {
        using var browser = new Browser(program.Http.BaseAddress!);
        using var entered = await browser.SignIn("operator@tenantry.local", program.OperatorPassword);

        using var answer = await browser.Open($"/dashboard/{route}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task No_page_shows_a_password_hash_or_a_key()
    {
        using var signUp = await program.Http.SignUp(Tenant.Body("Secretive", "ada@secretive.example"));
        var tenant = await signUp.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var user = tenant.GetProperty("user").GetProperty("id").GetString()!;
        var key = tenant.GetProperty("project").GetProperty("environments")[0].GetProperty("key").GetString()!;
        using var browser = new Browser(program.Http.BaseAddress!);
        using var entered = await browser.SignIn("operator@tenantry.local", program.OperatorPassword);
        var silo = await Silo(browser);

        string[] routes =
        [
            "DashboardCounters", "ClusterStats", "Reminders", "Reminders/1", "TopGrainMethods", "LifecycleStages", "version",
            $"HistoricalStats/{silo}", $"SiloProperties/{silo}", $"SiloMetadata/{silo}", $"SiloStats/{silo}", $"SiloCounters/{silo}",
            "GrainStats/Tenantry.Grains.UserGrain", "GrainStats/Tenantry.Grains.OperatorGrain",
            $"GrainState?grainId={user}&grainType=Tenantry.Grains.UserGrain",
        ];
        // Twice: the first look switches the profiler on.
        foreach (var route in routes.Concat(routes))
        {
            using var answer = await browser.Open($"/dashboard/{route}");
            var body = await answer.Content.ReadAsStringAsync(Cancellation);
            // Every hash of this version of ASP.NET Core Identity begins so: PBKDF2 with HMAC-SHA-512.
            Assert.DoesNotContain("AQAAAAIA", body, StringComparison.Ordinal);
            Assert.DoesNotContain(key, body, StringComparison.Ordinal);
            Assert.DoesNotContain("ada@secretive.example", body, StringComparison.Ordinal);
        }
    }

    private static async Task<string> Silo(Browser browser)
    {
        using var answer = await browser.Open("/dashboard/DashboardCounters");
        var counters = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return counters.GetProperty("hosts")[0].GetProperty("siloAddress").GetString()!;
    }
}
