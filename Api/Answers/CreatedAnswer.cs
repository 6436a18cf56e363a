using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>A resource that was made, with its address, or the refusal.</summary>
internal sealed class CreatedAnswer<T>(Error? error, T? value, string? location) : Answer<T>(error, value), IEndpointMetadataProvider
    where T : class
{
    protected override int Status => StatusCodes.Status201Created;

    public override Task ExecuteAsync(HttpContext httpContext)
    {
        if (location is not null)
            httpContext.Response.Headers.Location = location;
        return base.ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}
