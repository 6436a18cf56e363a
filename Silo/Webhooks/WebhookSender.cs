using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// Posts webhooks. Names are looked up here, the addresses are checked, and the connection goes to a checked address: there is no
/// second look-up whose answer could be another. No proxy, no cookies, no redirects, no credentials.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    /// <summary>From the look-up of the name to the end of the answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int MostRead = 4096;

    private readonly NetworkGuard _networks;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _lookUp;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly HttpMessageInvoker _http;

    /// <param name="networks">Where deliveries may go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lookUp">How names become addresses; null for the operating system's way.</param>
    /// <param name="patience">Null for <see cref="Patience"/>.</param>
    public WebhookSender(
        NetworkGuard networks, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null, TimeSpan? patience = null)
    {
        _networks = networks;
        _time = time;
        _lookUp = lookUp ?? Dns.GetHostAddressesAsync;
        _patience = patience ?? Patience;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            // So that a name is looked up, and checked, again soon.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ActivityHeadersPropagator = null,
            ConnectCallback = Connect,
        });
    }

    public async Task<WebhookReply> Send(WebhookPost post, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        int? status = null;
        try
        {
            using var request = Request(post);
            using var response = await _http.SendAsync(request, patience.Token);
            status = (int)response.StatusCode;
            return new()
            {
                Status = status,
                RetryAfter = RetryAfter(response.Headers.RetryAfter),
                Body = await Beginning(response, patience.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new() { Status = status, Error = string.Create(CultureInfo.InvariantCulture, $"The receiver took longer than {_patience.TotalSeconds:0.#} s.") };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or InvalidOperationException)
        {
            return new() { Status = status, Error = Word(exception) };
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(WebhookPost post)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, post.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(post.Body),
        };
        foreach (var (name, value) in post.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endpoint.Host, out var literal)
            ? [literal]
            : await _lookUp(endpoint.Host, cancellation).WaitAsync(cancellation);
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
        var admitted = addresses.Where(address => isPlain ? _networks.Allows(address) : _networks.Admits(address)).ToArray();
        if (admitted.Length == 0)
        {
            throw new WebhookRefusedException(
                addresses.Length == 0 ? "The receiver's name has no address."
                : isPlain && addresses.Any(_networks.Admits) ? "The receiver can only be called by https."
                : "The receiver's address is in a private or special network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To the addresses themselves, so that nobody is asked again where the name leads.
            await socket.ConnectAsync(admitted, endpoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> Beginning(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MostRead];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, read));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    // In our own words: those of the system can tell what is behind an address.
    private static string Word(Exception exception) => exception switch
    {
        _ when Find<WebhookRefusedException>(exception) is { } refused => refused.Message,
        _ when Find<AuthenticationException>(exception) is not null => "No secure connection to the receiver: its certificate is not good, or it speaks no TLS.",
        _ when Find<SocketException>(exception) is { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "The receiver's name was not found.",
        _ when Find<SocketException>(exception) is { SocketErrorCode: SocketError.ConnectionRefused } => "The receiver refused the connection.",
        _ when Find<SocketException>(exception) is not null => "No connection to the receiver.",
        _ => "The receiver ended the connection, or its answer cannot be read.",
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
        => exception switch
        {
            null => null,
            T found => found,
            _ => Find<T>(exception.InnerException),
        };
}

/// <summary>The guard lets nobody there. The message is for whoever manages the endpoint.</summary>
internal sealed class WebhookRefusedException : IOException
{
    public WebhookRefusedException()
    {
    }

    public WebhookRefusedException(string message)
        : base(message)
    {
    }

    public WebhookRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
