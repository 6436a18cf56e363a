namespace Tenantry.Api.Tests;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_reads_back_as_its_key()
        => Assert.Equal("org_01", Cursor.Read("/v1/list", Cursor.Of("/v1/list", "org_01")));

    [Fact]
    public void The_spelling_of_the_path_does_not_matter()
        => Assert.Equal("org_01", Cursor.Read("/V1/List/", Cursor.Of("/v1/list", "org_01")));

    [Fact]
    public void A_cursor_of_another_list_is_none() => Assert.Null(Cursor.Read("/v1/other", Cursor.Of("/v1/list", "org_01")));

    [Theory]
    [InlineData("x")]
    [InlineData("not base64!")]
    [InlineData("b3JnXzAx")]
    [InlineData("====")]
    public void What_is_no_cursor_is_none(string text) => Assert.Null(Cursor.Read("/v1/list", text));

    [Fact]
    public void A_cursor_with_any_character_changed_is_none()
    {
        var cursor = Cursor.Of("/v1/list", "org_01");
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = $"{cursor[..i]}{(cursor[i] == 'A' ? 'B' : 'A')}{cursor[(i + 1)..]}";
            Assert.Null(Cursor.Read("/v1/list", changed));
        }
    }
}
