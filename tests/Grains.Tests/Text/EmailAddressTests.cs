namespace Tenantry.Grains.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData(" Ada@EXAMPLE.com ", "ada@example.com")]
    [InlineData("ada+news@example.com", "ada+news@example.com")]
    [InlineData("ada@Bücher.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example")]
    [InlineData("Re\u0301mi@example.com", "rémi@example.com")]
    [InlineData("a/b@example.com", "a/b@example.com")]
    public void Spellings_of_an_address_have_one_key(string typed, string expected)
    {
        Assert.True(EmailAddress.TryNormalize(typed, out _, out var key));
        Assert.Equal(expected, key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@exa mple.com")]
    [InlineData("ada @example.com")]
    [InlineData("a@b@example.com")]
    [InlineData(".ada@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("ada@example.com\u0000")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada\u202e@example.com")]
    [InlineData("ada\ud800@example.com")]
    public void What_is_no_address_is_refused(string typed) => Assert.False(EmailAddress.TryNormalize(typed, out _, out _));

    [Fact]
    public void An_address_of_300_characters_is_refused()
        => Assert.False(EmailAddress.TryNormalize(new string('a', 288) + "@example.com", out _, out _));
}
