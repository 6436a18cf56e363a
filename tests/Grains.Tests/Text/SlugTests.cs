namespace Tenantry.Grains.Tests;

public sealed class SlugTests
{
    [Theory]
    [InlineData("acme", "acme")]
    [InlineData(" Acme-2 ", "acme-2")]
    [InlineData("ＡＣＭＥ", "acme")]
    [InlineData("K2O", "k2o")]
    [InlineData("123", "123")]
    public void Spellings_of_a_slug_are_one(string typed, string expected)
    {
        Assert.True(Slug.TryNormalize(typed, out var slug));
        Assert.Equal(expected, slug);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("ac--me")]
    [InlineData("ac me")]
    [InlineData("ac_me")]
    [InlineData("аcme")]
    [InlineData("acmé")]
    [InlineData("İacme")]
    [InlineData("acme\u200b")]
    [InlineData("\u202eacme")]
    [InlineData("ac\u0000me")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx")]
    public void What_is_no_slug_is_refused(string typed) => Assert.False(Slug.TryNormalize(typed, out _));

    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("Société Générale", "societe-generale")]
    [InlineData("  A & B  GmbH ", "a-b-gmbh")]
    [InlineData("株式会社", "org")]
    [InlineData("X", "org")]
    public void A_name_suggests_a_slug(string name, string expected) => Assert.Equal(expected, Slug.Suggest(name));

    [Theory]
    [InlineData("admin")]
    [InlineData("api")]
    [InlineData("www")]
    [InlineData("org")]
    public void The_products_own_names_are_reserved(string slug) => Assert.True(Slug.IsReserved(slug));
}
