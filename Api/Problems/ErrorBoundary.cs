using Microsoft.Extensions.Logging;

namespace Tenantry.Api;

/// <summary>
/// The outermost middleware: whatever goes wrong further in leaves as a problem document, also what the framework answers
/// without a body.
/// </summary>
internal sealed partial class ErrorBoundary(RequestDelegate next, ILogger<ErrorBoundary> log)
{
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException
                                          && context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Answer(context, exception).ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null && response.ContentType is null)
            await new Problem(ProblemKind.Of(response.StatusCode)).ExecuteAsync(context);
    }

    private Problem Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                return refused.Problem;
            case BadHttpRequestException { StatusCode: 400 } when RouteIds.Fault(context) is { } fault:
                return fault;
            case BadHttpRequestException bad:
                return new(ProblemKind.Of(bad.StatusCode));
            // Cancelled, though the caller is still there: an activation that was just ending, say.
            case StoreUnavailableException or OrleansException or TimeoutException or OperationCanceledException:
                LogUnavailable(context.Request.Method, context.Request.Path, exception);
                return Problem.Of(Errors.TemporarilyUnavailable("The service cannot answer right now; try again.")) with
                {
                    RetryAfter = ShortWhile,
                };
            default:
                LogFailed(context.Request.Method, context.Request.Path, exception);
                return new(ProblemKind.InternalError);
        }
    }
}
