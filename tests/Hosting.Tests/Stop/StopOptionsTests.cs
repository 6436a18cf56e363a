namespace Tenantry.Hosting.Tests;

public sealed class StopOptionsTests
{
    [Fact]
    public void One_process_by_itself_ends_within_5_seconds()
    {
        var options = new StopOptions();
        options.SetDefaults(StoreKind.Sqlite);

        Assert.InRange(options.HardLimit, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(new StopOptions.Rules().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData(StoreKind.Postgres)]
    [InlineData(StoreKind.DynamoDb)]
    public void A_process_of_a_cluster_ends_before_an_orchestrator_loses_patience(StoreKind store)
    {
        var options = new StopOptions();
        options.SetDefaults(store);

        // What Kubernetes grants unless it is told otherwise.
        Assert.InRange(options.HardLimit, options.Grace, TimeSpan.FromSeconds(30));
        Assert.True(new StopOptions.Rules().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0, 301)]
    [InlineData(-1, 10)]
    [InlineData(9.5, 10)]
    public void Limits_that_leave_no_time_to_work_are_refused(double grace, double limit)
        => Assert.True(new StopOptions.Rules().Validate(null, new StopOptions { Grace = TimeSpan.FromSeconds(grace), Limit = TimeSpan.FromSeconds(limit) }).Failed);
}
