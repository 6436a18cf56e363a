namespace Tenantry.Grains.Tests;

public sealed class RotatingSecretTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();

    [Fact]
    public void The_text_before_is_good_for_the_overlap_and_no_longer()
    {
        var secret = new RotatingSecret().Issue("a", First, TimeSpan.Zero, Now).Issue("b", Second, TimeSpan.FromHours(1), Now);

        Assert.Equal((1, 2), (secret.Find("a", Now.AddMinutes(59)), secret.Find("b", Now.AddMinutes(59))));
        Assert.Equal((null, 2), (secret.Find("a", Now.AddHours(1)), secret.Find("b", Now.AddHours(1))));
        Assert.True(secret.IsGood(1, Now.AddMinutes(59)) && !secret.IsGood(1, Now.AddHours(1)) && secret.IsGood(2, Now.AddYears(1)));
        Assert.Equal((Now.AddHours(1), null), (secret.PreviousAt(Now), secret.PreviousAt(Now.AddHours(1))));
    }

    [Fact]
    public void Only_the_last_two_texts_can_be_good()
    {
        var secret = new RotatingSecret().Issue("a", First, TimeSpan.Zero, Now)
            .Issue("b", Second, TimeSpan.FromDays(7), Now).Issue("c", Guid.NewGuid(), TimeSpan.FromDays(7), Now);

        Assert.Equal((null, 2, 3), (secret.Find("a", Now), secret.Find("b", Now), secret.Find("c", Now)));
    }

    [Fact]
    public void A_repetition_replaces_its_own_text_alone()
    {
        var secret = new RotatingSecret().Issue("a", First, TimeSpan.Zero, Now)
            .Issue("lost", Second, TimeSpan.FromHours(1), Now).Issue("b", Second, TimeSpan.FromHours(2), Now);

        Assert.Equal((1, null, 2), (secret.Find("a", Now), secret.Find("lost", Now), secret.Find("b", Now)));
        Assert.Equal(Now.AddHours(1), secret.PreviousUntil);
    }

    [Fact]
    public void Without_an_overlap_the_text_before_is_over_at_once()
    {
        var secret = new RotatingSecret().Issue("a", First, TimeSpan.Zero, Now).Issue("b", Second, TimeSpan.Zero, Now);

        Assert.Null(secret.Find("a", Now));
        Assert.False(secret.IsGood(1, Now));
    }

    [Fact]
    public void Before_there_is_a_text_nothing_is_good()
    {
        Assert.Null(new RotatingSecret().Find("", Now));
        Assert.False(new RotatingSecret().IsGood(0, Now) || new RotatingSecret().IsGood(-1, Now));
        Assert.False(new RotatingSecret { Generation = 1, IssuedBy = First }.IsGood(1, Now));
    }
}
