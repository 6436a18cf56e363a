using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>A cluster that starts for the first time, all at once.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Silos_that_start_together_make_up_one_operator_between_them()
    {
        await using var cluster = new Cluster(Cluster.Postgres(await SharedPostgres.Database())) { MakesUpOperator = true };
        await cluster.Start(silos: 3, frontEnds: 0);

        var told = Enumerable.Range(0, 3).Select(silo => Path.Combine(cluster.DataOf(silo), "operator.txt")).Where(File.Exists).ToList();
        var lines = await File.ReadAllLinesAsync(Assert.Single(told), TestContext.Current.CancellationToken);
        var password = lines.Single(line => line.StartsWith("password:", StringComparison.Ordinal))["password:".Length..].Trim();
        foreach (var silo in cluster.Silos)
            await silo.Http.LogIn("operator@tenantry.local", password, "operator");
        Assert.Empty(Enumerable.Range(0, 3).SelectMany(silo => Directory.EnumerateFiles(cluster.DataOf(silo), "*.new")));
    }
}
