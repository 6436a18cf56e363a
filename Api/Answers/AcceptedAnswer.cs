using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Nothing but that it will be looked at (202), whatever comes of it, or the refusal.</summary>
internal sealed class AcceptedAnswer(Error? error) : IResult, IEndpointMetadataProvider
{
    /// <summary>Whether this is the stored answer of an earlier request.</summary>
    public bool Replayed { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Replayed)
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
        if (error is not null)
            return Problem.Of(error).ExecuteAsync(httpContext);

        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(void)));
}
