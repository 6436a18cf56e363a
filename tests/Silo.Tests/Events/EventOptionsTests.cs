namespace Tenantry.Silo.Tests;

public sealed class EventOptionsTests
{
    [Theory]
    [InlineData(0, 36500, null)]
    [InlineData(-1, 1, "Tenantry:Events:UserRetentionDays must be a number of days from 1 to 36500, or 0 for never; it is -1.")]
    [InlineData(1, 36501, "Tenantry:Events:OperatorRetentionDays must be a number of days from 1 to 36500, or 0 for never; it is 36501.")]
    public void Settings_out_of_range_are_named(int user, int operators, string? fault)
        => Assert.Equal(
            fault, new EventOptions.Rules().Validate(null, new() { UserRetentionDays = user, OperatorRetentionDays = operators }).FailureMessage);

    [Fact]
    public void Nothing_said_is_what_the_grains_do_without_settings()
    {
        Assert.Equal(new Grains.Interfaces.EventSettings(), new EventOptions().ToSettings());
        Assert.Null(new EventOptions { UserRetentionDays = 0 }.ToSettings().UserRetentionDays);
    }
}
