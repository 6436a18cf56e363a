using System.Buffers.Text;

namespace Tenantry.Bench;

/// <summary>
/// One HTTP/1.1 response (RFC 9112) lying at the start of a buffer. Reads only what a closed loop needs: the status, and
/// where the response ends.
/// </summary>
internal readonly ref struct HttpResponse
{
    private static readonly byte[] ContentLength = "content-length:"u8.ToArray();
    private static readonly byte[] TransferEncoding = "transfer-encoding:"u8.ToArray();

    private HttpResponse(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, int bodyLength)
    {
        Status = status;
        Head = head;
        Body = body;
        BodyLength = bodyLength;
    }

    public int Status { get; }

    /// <summary>The status line and the header lines.</summary>
    public ReadOnlySpan<byte> Head { get; }

    /// <summary>The body as it came; if it came in chunks, with their framing.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Bytes of the body without framing.</summary>
    public int BodyLength { get; }

    /// <summary>Bytes of the whole response.</summary>
    public int Length => Head.Length + Body.Length;

    /// <summary>False: the response is not complete yet.</summary>
    /// <exception cref="InvalidDataException">This is no response that a closed loop can follow.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out HttpResponse response)
    {
        response = default;
        var end = buffer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;

        var head = buffer[..(end + 4)];
        var rest = buffer[head.Length..];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out var digits) || digits != 3)
            throw new InvalidDataException("The answer is not HTTP/1.1.");

        var (length, chunked) = Framing(head);
        if (chunked)
        {
            if (!TryReadChunks(rest, out var framed, out var plain)) return false;
            response = new(status, head, rest[..framed], plain);
            return true;
        }

        if (length is null && status is not (204 or 304))
            throw new InvalidDataException("The answer does not say where it ends.");
        if (rest.Length < (length ?? 0)) return false;

        response = new(status, head, rest[..(length ?? 0)], length ?? 0);
        return true;
    }

    private static (int? Length, bool Chunked) Framing(ReadOnlySpan<byte> head)
    {
        int? length = null;
        for (var rest = head; ;)
        {
            var next = rest.IndexOf((byte)'\n') + 1;
            if (next == 0 || next == rest.Length) return (length, false);

            rest = rest[next..];
            if (Starts(rest, ContentLength))
            {
                if (!Utf8Parser.TryParse(rest[ContentLength.Length..].TrimStart((byte)' '), out int value, out _) || value < 0)
                    throw new InvalidDataException("The answer's length is no number.");
                length = value;
            }
            else if (Starts(rest, TransferEncoding))
                return (null, true);
        }
    }

    private static bool Starts(ReadOnlySpan<byte> line, byte[] name)
        => (line[0] | 0x20) == name[0] && line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);

    private static bool TryReadChunks(ReadOnlySpan<byte> buffer, out int framed, out int plain)
    {
        plain = 0;
        for (framed = 0; ;)
        {
            var line = buffer[framed..].IndexOf("\r\n"u8);
            if (line < 0) return false;
            if (!Utf8Parser.TryParse(buffer.Slice(framed, line), out int size, out _, 'x') || size < 0)
                throw new InvalidDataException("A chunk's size is no number.");

            framed += line + 2;
            if (size == 0) return TryReadTrailers(buffer, ref framed);
            if (buffer.Length < framed + size + 2) return false;

            plain += size;
            framed += size + 2;
        }
    }

    private static bool TryReadTrailers(ReadOnlySpan<byte> buffer, ref int framed)
    {
        for (; ; )
        {
            var line = buffer[framed..].IndexOf("\r\n"u8);
            if (line < 0) return false;

            framed += line + 2;
            if (line == 0) return true;
        }
    }
}
