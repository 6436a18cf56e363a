using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence.Tests;

/// <summary>What goes wrong with a call.</summary>
internal enum Trouble
{
    None,

    /// <summary>The connection breaks before anything is done.</summary>
    HangUp,

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>Nothing is done and nothing answered, until the caller gives up.</summary>
    Silence,

    /// <summary>It is done, and nothing answered, until the caller gives up.</summary>
    SilenceAfter,

    /// <summary>Status 500.</summary>
    Broken,

    /// <summary>Status 503 without any of DynamoDB's words, as from something in between.</summary>
    Away,

    TableThrottled,
    AccountThrottled,
    ControlThrottled,
}

/// <summary>Stands before DynamoDB Local and makes calls go wrong.</summary>
internal sealed class TroubledDynamoDb : IAsyncDisposable
{
    private static readonly string[] PassedOn = ["X-Amz-Target", "X-Amz-Date", "Authorization", "Content-Type"];

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private int _calls;

    private TroubledDynamoDb(WebApplication app, Uri server)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = server };
    }

    /// <summary>What is to happen to a call, by its number from 0 and its operation; may be changed at any time.</summary>
    public Func<int, string, Trouble> Plan { get; set; } = (_, _) => Trouble.None;

    /// <summary>The operations that were asked for.</summary>
    public ConcurrentQueue<string> Operations { get; } = [];

    public static async Task<TroubledDynamoDb> Before(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new TroubledDynamoDb(builder.Build(), server);
        proxy._app.Run(proxy.Pass);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>The settings of a table, through here.</summary>
    public DynamoDbSettings Settings(DynamoDbSettings table) => table with { ServiceUrl = new Uri(_app.Urls.Single()) };

    /// <summary>Lets the next calls go wrong in this way, and the others pass.</summary>
    public void Next(int calls, Trouble trouble)
    {
        var from = _calls;
        Plan = (call, _) => call < from + calls ? trouble : Trouble.None;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        Operations.Enqueue(operation);
        var trouble = Plan(Interlocked.Increment(ref _calls) - 1, operation);
        var answer = trouble is Trouble.None or Trouble.LostAnswer or Trouble.SilenceAfter ? await Ask(context) : null;
        using (answer)
        {
            await (trouble switch
            {
                Trouble.None => Answer(context, (int)answer!.StatusCode, await answer.Content.ReadAsByteArrayAsync()),
                Trouble.Silence or Trouble.SilenceAfter => Task.Delay(Timeout.Infinite, context.RequestAborted),
                Trouble.Broken => Answer(context, 500, Refusal("InternalServerError")),
                Trouble.Away => Answer(context, 503, "<html>Service Unavailable</html>"u8.ToArray()),
                Trouble.TableThrottled => Answer(context, 400, Refusal("ProvisionedThroughputExceededException")),
                Trouble.AccountThrottled => Answer(context, 400, Refusal("RequestLimitExceeded")),
                Trouble.ControlThrottled => Answer(context, 400, Refusal("ThrottlingException")),
                _ => HangUp(context),
            });
        }
    }

    private async Task<HttpResponseMessage> Ask(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var name in PassedOn)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]))
                request.Content.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]);
        }

        return await _http.SendAsync(request);
    }

    private static Task Answer(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Refusal(string code)
        => System.Text.Encoding.UTF8.GetBytes($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"as planned"}""");

    private static Task HangUp(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
