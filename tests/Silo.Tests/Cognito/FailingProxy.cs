using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Silo.Tests;

/// <summary>
/// Stands before a server and fails every third call: in turn before it passes it on, and after, when it has been done and only the
/// answer is lost.
/// </summary>
internal sealed class FailingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private int _calls;

    private FailingProxy(WebApplication app, Uri server)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = server };
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>How many calls came, and how many of them failed.</summary>
    public int Calls => _calls;

    public static async Task<FailingProxy> Start(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new FailingProxy(builder.Build(), server);
        proxy._app.Run(proxy.Pass);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var call = Interlocked.Increment(ref _calls);
        if (call % 6 == 3)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var name in (string[])["X-Amz-Target", "Content-Type"])
        {
            if (!request.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]))
                request.Content.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]);
        }

        using var answer = await _http.SendAsync(request);
        if (call % 6 == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
