using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>
/// Sends the command of a POST: through the grain of its idempotency key when the caller gave one, so that it runs once, and
/// straight otherwise.
/// </summary>
internal sealed class CommandSender(IGrainFactory grains, string caller, string route, string? key)
{
    public static ValueTask<CommandSender> BindAsync(HttpContext context)
    {
        var endpoint = (RouteEndpoint)context.GetEndpoint()!;
        var isPublic = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return new(new CommandSender(
            context.RequestServices.GetRequiredService<IGrainFactory>(),
            caller: isPublic ? "public" : Caller.Of(context.User).Subject is { Length: > 0 } subject ? subject : SessionCaller.NewcomerId(context.User),
            route: $"{context.Request.Method} {endpoint.RoutePattern.RawText}",
            IdempotencyKey.Read(context.Request.Headers[IdempotencyKey.Header])));
    }

    public async Task<Sent<T>> Run<T>(Command<T> command)
        where T : class
    {
        var outcome = key is null
            ? await grains.Commands().Run(command)
            : await grains.Request(caller, route, key).Run(command);
        return new((T?)outcome.Value, outcome.Error, outcome.Replayed);
    }
}

/// <summary>What became of a command that was sent: a value or an error.</summary>
/// <param name="Value">The answer; null when it was refused.</param>
/// <param name="Error">Why it was refused.</param>
/// <param name="Replayed">Whether this is the stored answer of an earlier request.</param>
internal sealed record Sent<T>(T? Value, Error? Error, bool Replayed)
    where T : class
{
    public override string ToString() => Error?.Code.ToString() ?? "Succeeded";
}
