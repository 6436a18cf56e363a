using System.Text;

namespace Tenantry.Bench.Tests;

public sealed class HttpResponseTests
{
    private const string Plain = "HTTP/1.1 201 Created\r\nDate: today\r\ncontent-length: 5\r\nServer: x\r\n\r\nhello";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n big world!\r\n0\r\n\r\n";
    private const string Empty = "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n";

    [Theory]
    [InlineData(Plain, 201, 5)]
    [InlineData(Chunked, 200, 16)]
    [InlineData(Empty, 204, 0)]
    public void A_response_ends_where_it_says(string text, int status, int bodyLength)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        Assert.True(HttpResponse.TryRead([.. bytes, (byte)'H'], out var response));
        Assert.Equal(status, response.Status);
        Assert.Equal(bodyLength, response.BodyLength);
        Assert.Equal(bytes.Length, response.Length);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Chunked)]
    [InlineData(Empty)]
    public void No_part_of_a_response_is_taken_for_the_whole(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        for (var length = 0; length < bytes.Length; length++)
            Assert.False(HttpResponse.TryRead(bytes.AsSpan(0, length), out _), $"{length} bytes were taken for the whole.");
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n")]
    public void An_answer_that_cannot_be_followed_is_refused(string text)
        => Assert.Throws<InvalidDataException>(() => HttpResponse.TryRead(Encoding.ASCII.GetBytes(text), out _));
}
