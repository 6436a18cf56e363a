using System.Diagnostics;

namespace Tenantry.Bench.Tests;

public sealed class ClusterRowTests
{
    [Fact]
    public void Calls_of_grains_are_added_up_whatever_their_dimensions()
    {
        const string metrics = """
            # TYPE orleans_app_requests_latency_milliseconds histogram
            orleans_app_requests_latency_milliseconds_bucket{le="1"} 7
            orleans_app_requests_latency_milliseconds_count{otel_scope_name="Microsoft.Orleans"} 40
            orleans_app_requests_latency_milliseconds_count 2

            """;

        Assert.Equal(42, GrainCalls.Count(metrics));
    }

    [Fact]
    public async Task What_a_child_spends_counts_for_its_parent_while_it_runs_and_after()
    {
        const string spend = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"sh -c '{spend}'; read end"]) { RedirectStandardInput = true })!;
        try
        {
            var patience = Stopwatch.StartNew();
            while (ProcessTimes.OfTree(process.Id) < TimeSpan.FromMilliseconds(50) && patience.Elapsed < TimeSpan.FromSeconds(60))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

            Assert.True(ProcessTimes.OfTree(process.Id) >= TimeSpan.FromMilliseconds(50));
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(TimeSpan.Zero, ProcessTimes.OfTree(process.Id));
    }

    [Fact]
    public void Stores_are_chosen_by_name()
    {
        Assert.True(BenchOptions.Parse([]).Stores.SetEquals(ClusterRows.StoreNames));
        Assert.Equal(["postgres"], BenchOptions.Parse(["--only", "silos", "--store", "postgres"]).Stores);
        Assert.Throws<FormatException>(() => BenchOptions.Parse(["--store", "mysql"]));
    }
}
