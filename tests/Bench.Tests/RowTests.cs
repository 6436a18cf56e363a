namespace Tenantry.Bench.Tests;

public sealed class RowTests
{
    [Fact]
    public async Task Rows_are_measured_in_turn_and_told_by_their_medians()
    {
        var order = new List<string>();
        var read = Recorded("read", [3, 1, 100], order);
        var limit = Recorded("limit", [1, 2, 3], order);

        await Row.Alternate(3, (read, default), (limit, default));

        Assert.Equal(["read", "limit", "read", "limit", "read", "limit"], order);
        Assert.Equal(3, read.CpuPerOperation());
        Assert.Equal(2, limit.CpuPerOperation());
    }

    [Fact]
    public void The_rate_of_commands_covers_the_time_until_their_outboxes_are_empty()
    {
        var run = new Measurement
        {
            Operations = 900,
            LoadSeconds = 2,
            SettleSeconds = 1,
            P50 = 1,
            P99 = 1,
            CpuMilliseconds = 1800,
        };

        Assert.Equal(300, run.Rate);
        Assert.Equal(2, run.CpuPerOperation);
    }

    private static Row Recorded(string name, double[] cpu, List<string> order)
    {
        var round = 0;
        return new Row(name, _ =>
        {
            order.Add(name);
            return Task.FromResult(new Measurement
            {
                Operations = 1,
                LoadSeconds = 1,
                P50 = 1,
                P99 = 1,
                CpuMilliseconds = cpu[round++],
            });
        });
    }
}
