namespace Tenantry.Api.Tests;

public sealed class EntityTagTests
{
    [Fact]
    public void A_revision_makes_a_strong_tag() => Assert.Equal("\"12\"", EntityTag.Of(12));

    [Theory]
    [InlineData("\"12\"", true)]
    [InlineData("W/\"12\"", true)]
    [InlineData("\"11\", \"12\"", true)]
    [InlineData("*", true)]
    [InlineData("\"1\"", false)]
    [InlineData("12", false)]
    [InlineData("", false)]
    public void If_None_Match_compares_weakly(string header, bool matches)
        => Assert.Equal(matches, EntityTag.NoneMatches(header, "\"12\""));

    [Theory]
    [InlineData("", null)]
    [InlineData("*", null)]
    [InlineData("\"12\"", 12L)]
    [InlineData("\"11\", \"12\"", 12L)]
    [InlineData("W/\"12\"", -1L)]
    [InlineData("12", -1L)]
    [InlineData("\"\"", -1L)]
    [InlineData("\"-1\"", -1L)]
    [InlineData("\" 12\"", -1L)]
    [InlineData("\"99999999999999999999\"", -1L)]
    public void If_Match_names_a_revision_or_one_that_is_never_there(string header, long? revision)
        => Assert.Equal(revision, IfMatch.Parse(header).Revision);
}
