using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Bench;

/// <summary>
/// The limit of every read: bare Kestrel, no routing, no authentication. <c>GET /n</c> answers a constant of n bytes.
/// </summary>
internal static class LimitRole
{
    public const string Name = "limit";

    private static readonly ConcurrentDictionary<string, byte[]> Bodies = new(StringComparer.Ordinal);

    public static Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(Answer);
        return app.RunAsync();
    }

    private static Task Answer(HttpContext context)
    {
        var body = Bodies.GetOrAdd(context.Request.Path.Value!, path =>
        {
            var constant = new byte[int.Parse(path.AsSpan(1), CultureInfo.InvariantCulture)];
            Array.Fill(constant, (byte)'x');
            return constant;
        });
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    }
}
