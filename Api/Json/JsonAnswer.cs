using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tenantry.Api;

/// <summary>Writes JSON answers with their length, from a buffer that is used again.</summary>
internal sealed class JsonAnswer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static JsonAnswer? idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    // The relaxed encoder leaves é and + as they are; answers say what they are, so no browser takes them for a page.
    private JsonAnswer() => _writer = new(_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public static async Task Write<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type, string contentType)
    {
        var answer = idle ?? new();
        idle = null;
        JsonSerializer.Serialize(answer._writer, value, type);
        answer._writer.Flush();

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = answer._buffer.WrittenCount;
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(answer._buffer.WrittenMemory, context.RequestAborted);

        answer.Keep();
    }

    public void Dispose() => _writer.Dispose();

    private void Keep()
    {
        if (_buffer.Capacity > LargestKept)
        {
            Dispose();
            return;
        }

        _writer.Reset();
        _buffer.ResetWrittenCount();
        idle = this;
    }
}

internal static class JsonAnswers
{
    public static Task WriteJson<T>(
        this HttpContext context, int status, T value, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
        => JsonAnswer.Write(context, status, value, type, contentType);
}
