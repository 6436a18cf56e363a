using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Nothing to say but that it was done, or the refusal.</summary>
internal sealed class NoContentAnswer(Error? error) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (error is not null)
            return Problem.Of(error).ExecuteAsync(httpContext);

        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent));
}
