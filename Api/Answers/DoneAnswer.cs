using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>It was carried out and there is nothing more to say, or the refusal.</summary>
internal sealed class DoneAnswer(Error? error) : IResult, IEndpointMetadataProvider
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
