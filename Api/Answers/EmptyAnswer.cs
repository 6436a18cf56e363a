namespace Tenantry.Api;

/// <summary>An answer without a body, or the refusal.</summary>
internal abstract class EmptyAnswer(Error? error, int status) : IResult
{
    /// <summary>Whether this is the stored answer of an earlier request.</summary>
    public bool Replayed { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Replayed)
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
        if (error is not null)
            return Problem.Of(error).ExecuteAsync(httpContext);

        httpContext.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
