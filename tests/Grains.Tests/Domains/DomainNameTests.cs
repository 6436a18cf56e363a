namespace Tenantry.Grains.Tests;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.Com", "example.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("a.b.c.example", "a.b.c.example")]
    [InlineData("4711.de", "4711.de")]
    public void A_domain_has_one_form(string typed, string expected)
    {
        Assert.True(DomainName.TryNormalize(typed, out var domain));
        Assert.Equal(expected, domain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("com")]
    [InlineData("example.com.")]
    [InlineData(".example.com")]
    [InlineData("exa mple.com")]
    [InlineData("example..com")]
    [InlineData("-example.com")]
    [InlineData("ada@example.com")]
    [InlineData("https://example.com")]
    [InlineData("example.com/path")]
    [InlineData("192.0.2.1")]
    [InlineData("*.example.com")]
    [InlineData("_tenantry.example.com")]
    public void What_is_no_domain_is_refused(string typed) => Assert.False(DomainName.TryNormalize(typed, out _));

    [Fact]
    public void A_label_has_at_most_63_characters_and_a_name_253()
    {
        Assert.True(DomainName.TryNormalize($"{new string('a', 63)}.com", out _));
        Assert.False(DomainName.TryNormalize($"{new string('a', 64)}.com", out _));
        Assert.False(DomainName.TryNormalize($"{string.Join('.', Enumerable.Repeat(new string('a', 63), 4))}.com", out _));
    }

    [Fact]
    public void Everybodys_mail_is_nobodys_domain()
    {
        Assert.True(DomainName.IsPublicMail("gmail.com"));
        Assert.False(DomainName.IsPublicMail("mail.gmail.com"));
        Assert.False(DomainName.IsPublicMail("example.com"));
    }
}
