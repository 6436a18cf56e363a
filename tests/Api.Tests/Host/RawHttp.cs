using System.Net.Sockets;
using System.Text;

namespace Tenantry.Api.Tests;

/// <summary>Sends bytes as they are, for what a well-behaved client would not send or would not survive.</summary>
internal static class RawHttp
{
    /// <summary>Sends the parts and reads one answer; a server that stops listening before the end is no failure.</summary>
    public static async Task<Reply> Send(Uri server, params string[] parts)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = client.GetStream();
        try
        {
            foreach (var part in parts)
                await stream.WriteAsync(Encoding.Latin1.GetBytes(part), cancellation);
        }
        catch (IOException)
        {
            // The answer is there already.
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var status = int.Parse((await reader.ReadLineAsync(cancellation))!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        using var headers = new HttpResponseMessage();
        var (length, mediaType) = (0, "");
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 } line)
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            headers.Headers.TryAddWithoutValidation(name, value);
            if (name == "Content-Length")
                length = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
            if (name == "Content-Type")
                mediaType = value;
        }

        var body = new char[length];
        var read = await reader.ReadBlockAsync(body, cancellation);
        return new(status, headers.Headers, mediaType, new string(body, 0, read));
    }
}
