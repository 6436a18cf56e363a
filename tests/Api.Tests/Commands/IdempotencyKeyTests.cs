namespace Tenantry.Api.Tests;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("\"8e03978e\"", "8e03978e")]
    [InlineData("  8e03978e ", "8e03978e")]
    [InlineData("\"a\\\"b\\\\c\"", "a\"b\\c")]
    [InlineData("~!", "~!")]
    public void A_key_is_read_quoted_or_bare(string header, string key) => Assert.Equal(key, IdempotencyKey.Read(header));

    [Fact]
    public void No_header_is_no_key() => Assert.Null(IdempotencyKey.Read(default));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("\"open")]
    [InlineData("\"a\" b")]
    [InlineData("\"a\";p=1")]
    [InlineData("\"a\\n\"")]
    [InlineData("\"a\\")]
    [InlineData("a b")]
    [InlineData("ключ")]
    [InlineData("a\tb")]
    public void What_is_no_key_is_refused(string header)
        => Assert.Equal("invalid_parameter", Assert.Throws<RefusedException>(() => IdempotencyKey.Read(header)).Problem.Kind.Code);

    [Fact]
    public void Only_one_key_of_at_most_255_characters_is_taken()
    {
        Assert.Equal(255, IdempotencyKey.Read(new string('k', 255))!.Length);
        Assert.Throws<RefusedException>(() => IdempotencyKey.Read(new string('k', 256)));
        Assert.Throws<RefusedException>(() => IdempotencyKey.Read(new(["a", "b"])));
    }
}
