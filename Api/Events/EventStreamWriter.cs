using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Tenantry.Api;

/// <summary>
/// Writes server-sent events (the HTML standard, section 9.2) and gives up on a reader who does not take them: what it holds back is
/// what the server's own buffer and one piece of it hold.
/// </summary>
internal sealed class EventStreamWriter(HttpResponse response, TimeSpan patience, CancellationToken ending) : IDisposable
{
    private const int Piece = 16 * 1024;
    private const int LargestKept = 64 * 1024;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private ArrayBufferWriter<byte> _buffer = new();
    private Utf8JsonWriter _json = new(Stream.Null, Json);

    /// <summary>Begins, and says from where: who loses the connection before the first event comes back to there.</summary>
    public Task Open(long from)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        // nginx, and what has learned it from nginx, would gather the answer otherwise.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        Text(string.Create(CultureInfo.InvariantCulture, $"retry: 1000\nid: {from}\n\n"));
        return Flush();
    }

    /// <summary>Writes an event; when a piece is full, waits for the reader.</summary>
    public Task Write(NumberedEvent next)
    {
        Text(string.Create(CultureInfo.InvariantCulture, $"id: {next.Number}\nevent: {next.Event.Type}\ndata: "));
        _json.Reset(_buffer);
        JsonSerializer.Serialize(_json, next.Event, ApiJson.Default.CloudEvent);
        _json.Flush();
        Text("\n\n");
        return _buffer.WrittenCount < Piece ? Task.CompletedTask : Flush();
    }

    /// <summary>Says that nothing has happened, and up to where nothing that is asked for.</summary>
    public Task Beat(long upTo)
    {
        Text(string.Create(CultureInfo.InvariantCulture, $":\nid: {upTo}\n\n"));
        return Flush();
    }

    /// <summary>Sends what was written.</summary>
    /// <exception cref="SlowReaderException">The reader did not make room in time.</exception>
    public async Task Flush()
    {
        if (_buffer.WrittenCount == 0)
            return;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
        limit.CancelAfter(patience);
        try
        {
            await response.Body.WriteAsync(_buffer.WrittenMemory, limit.Token);
            await response.Body.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            // As below: the server may end the connection without a word.
        }

        if (limit.IsCancellationRequested && !ending.IsCancellationRequested)
            throw new SlowReaderException();
        if (_buffer.Capacity <= LargestKept)
            _buffer.ResetWrittenCount();
        else
            _buffer = new();
    }

    public void Dispose() => _json.Dispose();

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _buffer);
}

/// <summary>The reader of a stream does not take what it asked for.</summary>
internal sealed class SlowReaderException : Exception;
