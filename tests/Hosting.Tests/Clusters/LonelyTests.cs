using System.Diagnostics;
using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>A front end whose silos are not there.</summary>
public sealed class LonelyTests
{
    [Fact]
    public async Task A_front_end_without_a_silo_says_so_and_needs_no_restart_when_one_comes()
    {
        await using var cluster = new Cluster(Cluster.Postgres(await SharedPostgres.Database()));
        var front = cluster.AddFrontEnd();
        front.Launch();
        await Eventually.Holds(async () => await front.Status("/healthz/live") == 200, TimeSpan.FromSeconds(60), "the front end lives");
        await IsLonely(front);

        var silo = cluster.AddSilo();
        silo.Launch();
        await Task.WhenAll(silo.Ready(), front.Ready());
        var firm = await front.Http.SignUp(Unique.Name());

        await silo.Kill();
        await Eventually.Holds(async () => !await front.IsReady(), TimeSpan.FromSeconds(10), "readiness is refused");
        await IsLonely(front);

        silo.Launch();
        await Task.WhenAll(silo.Ready(), front.Ready());
        (await front.Http.Ask("GET", firm.Path, token: firm.Token)).Be(200);
    }

    private static async Task IsLonely(Node front)
    {
        var watch = Stopwatch.StartNew();
        var reply = (await front.Http.Ask("GET", "/v1/plans")).Be(503);

        Assert.NotNull(reply.RetryAfter);
        Assert.Equal("temporarily_unavailable", reply.Code);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(503, await front.Status("/healthz/ready"));
    }
}
