using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Nothing but that it was carried out (204), or the refusal.</summary>
internal sealed class DoneAnswer(Error? error) : IResult, IEndpointMetadataProvider
{
    /// <summary>Whether this is the stored answer of an earlier request.</summary>
    public bool Replayed { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Replayed)
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
        if (error is not null)
            return Problem.Of(error).ExecuteAsync(httpContext);

        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));
}
